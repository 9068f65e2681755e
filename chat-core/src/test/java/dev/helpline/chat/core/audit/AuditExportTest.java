package dev.helpline.chat.core.audit;

import static dev.helpline.chat.core.Sessions.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.memory.MemoryChatStore;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.audit.AuditQuery;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditExportTest {
    private static final AgentId BOB = new AgentId("bob");

    private final MemoryChatStore store = new MemoryChatStore();
    private final StringBuilder out = new StringBuilder();

    @Test
    void csv_has_a_header_and_a_row_per_record_the_newest_first() throws IOException {
        save(1, "ada", "name: none -> \"Bob\"\nactive: true");
        save(2, null, null);

        assertThat(new AuditExport(store).writeCsv(AuditQuery.ALL, out)).isEqualTo(2);

        assertThat(out.toString())
                .isEqualTo("kind,subject,number,at,role,actor,action,detail,salt,commitment,previousHash,hash\r\n"
                        + "AGENT,bob,2," + START + ",,,CHANGED,,salt,c,before,hash\r\n"
                        + "AGENT,bob,1," + START
                        + ",ADMIN,ada,CHANGED,\"name: none -> \"\"Bob\"\"\nactive: true\",salt,c,before,hash\r\n");
    }

    @ParameterizedTest
    @CsvSource({"=1+1", "+1", "-1", "@SUM(A1)"})
    void csv_has_no_value_that_a_spreadsheet_takes_for_a_formula(String formula) throws IOException {
        save(1, "ada", formula);

        new AuditExport(store).writeCsv(AuditQuery.ALL, out);

        assertThat(out).contains(",'" + formula + ",").doesNotContain("," + formula);
    }

    @Test
    void each_line_of_json_is_a_record() throws IOException {
        save(1, "ada", "a \"b\" \\ \u0007\nc \u00e9");

        assertThat(new AuditExport(store).writeJsonLines(AuditQuery.ALL, out)).isEqualTo(1);

        assertThat(out.toString())
                .isEqualTo("{\"kind\":\"AGENT\",\"subject\":\"bob\",\"number\":1,\"at\":\"" + START
                        + "\",\"role\":\"ADMIN\",\"actor\":\"ada\",\"action\":\"CHANGED\","
                        + "\"detail\":\"a \\\"b\\\" \\\\ \\u0007\\u000ac \u00e9\",\"salt\":\"salt\",\"commitment\":\"c\","
                        + "\"previousHash\":\"before\",\"hash\":\"hash\"}\n");
    }

    @Test
    void an_export_of_many_pages_has_each_record_once() throws IOException {
        LongStream.rangeClosed(1, 1001).forEach(number -> save(number, "ada", null));

        assertThat(new AuditExport(store).writeJsonLines(AuditQuery.ALL, out)).isEqualTo(1001);

        List<String> numbers = out.toString()
                .lines()
                .map(line -> line.replaceAll(".*\"number\":(\\d+).*", "$1"))
                .toList();
        assertThat(numbers)
                .doesNotHaveDuplicates()
                .hasSize(1001)
                .startsWith("1001")
                .endsWith("1");
    }

    private void save(long version, @Nullable String actor, @Nullable String detail) {
        Agent bob = Agent.builder(BOB, START).version(version).build();
        AuditRecord record = new AuditRecord(
                AuditSubject.of(BOB),
                version,
                START,
                actor == null ? null : Role.ADMIN,
                actor,
                "CHANGED",
                detail,
                "salt",
                "c",
                "before",
                "hash");
        assertThat(store.saveAgent(bob, record)).isTrue();
    }
}
