package dev.helpline.chat.micrometer;

import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.notify.MeasuredCommand;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A command as an observation. Opens no scope, since the command ends on another thread than it begins on. */
final class CommandObservation implements MeasuredCommand {
    private static final String NAME = "helpline.command";
    private static final String OUTCOME = "outcome";

    private final Observation observation;

    private CommandObservation(Observation observation) {
        this.observation = observation;
    }

    static CommandObservation start(String command, ObservationRegistry registry) {
        return new CommandObservation(Observation.createNotStarted(NAME, registry)
                .contextualName("chat " + command)
                .lowCardinalityKeyValue("command", command)
                .start());
    }

    /** A refusal is an outcome and no error; anything else that fails is one. */
    @Override
    public void ended(@Nullable Throwable failure) {
        observation.lowCardinalityKeyValue(OUTCOME, outcome(failure));
        if (failure != null && !(failure instanceof ChatException)) {
            observation.error(failure);
        }
        observation.stop();
    }

    private static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return "success";
        }
        return failure instanceof ChatException refusal ? refusal.code().name().toLowerCase(Locale.ROOT) : "failure";
    }
}
