package dev.helpline.chat.http.internal.wire;

import dev.helpline.chat.core.figures.Explanation;
import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.figures.FigureSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is behind a number, as JSON. */
public record WireExplanation(
        String figure, List<Sample> samples, @Nullable String nextCursor) {
    /** What one session adds. */
    record Sample(
            String sessionId,
            String at,
            long value,
            @Nullable String agentId) {
        static Sample of(FigureSample sample) {
            AgentId agent = sample.agent();
            return new Sample(
                    sample.session().value(),
                    WireTime.format(sample.at()),
                    sample.value(),
                    agent == null ? null : agent.value());
        }
    }

    /** Returns a page. */
    public static WireExplanation of(String figure, Explanation page) {
        return new WireExplanation(
                figure, page.samples().stream().map(Sample::of).toList(), PageCursors.of(page.next()));
    }
}
