package dev.helpline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.ChatEngine;
import dev.helpline.chat.core.figures.FigureRange;
import dev.helpline.chat.core.figures.Report;
import dev.helpline.chat.core.figures.ReportGrouping;
import dev.helpline.chat.core.figures.ReportRequest;
import dev.helpline.chat.core.figures.ReportRow;
import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.figures.Figure;
import dev.helpline.chat.spi.figures.FigureTotals;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of the reports in {@code docs/figures.md}. */
class FiguresSnippetsTest {
    @Test
    void a_month_has_a_row_for_each_day() {
        try (ChatEngine engine = ChatEngine.builder(new MemoryChatStore()).build()) {
            FigureRange november = FigureRange.ofDays(
                    LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1), ZoneId.of("Europe/Berlin"));
            Report report = engine.figures()
                    .report(ReportRequest.builder(november)
                            .by(ReportGrouping.DAY)
                            .figures(List.of(Figure.SESSIONS, Figure.RESPONSE_TIME))
                            .build());
            for (ReportRow row : report.rows()) {
                FigureTotals responses = row.totals(Figure.RESPONSE_TIME);
                System.out.println(row.totals(Figure.SESSIONS).sum() + " sessions, P90 " + responses.p90() + " ms over "
                        + responses.count());
            }

            assertThat(report.rows()).hasSize(30);
        }
    }
}
