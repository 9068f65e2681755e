package dev.helpline.chat.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.core.message.SendMessage;
import dev.helpline.chat.core.rating.RateSession;
import dev.helpline.chat.core.session.EndSession;
import dev.helpline.chat.core.session.StartSession;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random commands in random order have the same results in the engine as in a very small model of it. */
abstract class RandomConversationContract extends EngineTest {
    private static final int STEPS = 120;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_commands_have_the_results_of_the_model(long seed) {
        Random random = new Random(seed);
        SessionId session = started();
        Model model = new Model();
        Reading customers = Reading.everything(carla()::poll, session, 7);
        Reading agents = Reading.everything(anton()::poll, session, 3);

        for (int step = 0; step < STEPS; step++) {
            int command = random.nextInt(Model.COMMANDS);
            int choice = random.nextInt(4);

            assertThat(done(session, command, choice))
                    .as("seed %s, step %s: command %s, choice %s", seed, step, command, choice)
                    .isEqualTo(model.done(command, choice));
            Reading unused = random.nextBoolean() ? customers.toTheEnd() : agents.toTheEnd();
            pass(Duration.ofMillis(random.nextInt(2000)));
        }

        assertThat(log(session))
                .as("seed %s", seed)
                .extracting(EngineTest::word)
                .isEqualTo(model.log());
        assertThat(customers.toTheEnd().heard()).as("seed %s", seed).isEqualTo(log(session));
        assertThat(agents.toTheEnd().heard()).as("seed %s", seed).isEqualTo(log(session));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void concurrent_random_commands_leave_the_books_in_order(long seed) {
        SessionId session = started();

        List<List<String>> told = Crowd.all(4, i -> {
            Random random = new Random(seed * 31 + i);
            return random.ints(25, 0, Model.COMMANDS)
                    .mapToObj(command -> done(session, command, random.nextInt(4)))
                    .toList();
        });

        assertThat(told).as("seed %s", seed).allSatisfy(all -> assertThat(all).doesNotContain("STORE_UNAVAILABLE"));
        assertThat(Reading.everything(carla()::poll, session, 5).toTheEnd().heard())
                .as("seed %s", seed)
                .isEqualTo(log(session));
    }

    /** Returns the outcome of a command: the state of the session afterwards, or the code of the refusal. */
    private String done(SessionId session, int command, int choice) {
        try {
            return carriedOut(session, command, choice).state().name();
        } catch (ChatException e) {
            return e.code().name();
        }
    }

    private Session carriedOut(SessionId session, int command, int choice) {
        return switch (command) {
            case 0, 1 -> {
                carla().send(SendMessage.of(session, new EntryId("c" + choice), "c" + choice));
                yield carla().session(session).session();
            }
            case 2, 3 -> {
                anton().send(SendMessage.of(session, new EntryId("a" + choice), "a" + choice));
                yield carla().session(session).session();
            }
            case 4 -> anton().claim(session).session();
            case 5 -> agent("other").claim(session).session();
            case 6 -> anton().hold(session).session();
            case 7 -> anton().resume(session).session();
            case 8 -> carla().start(StartSession.withId(session)).session();
            case 9 ->
                choice == 0
                        ? carla().end(EndSession.of(session)).session()
                        : carla().session(session).session();
            default -> carla().rate(RateSession.of(session, 1 + choice)).session();
        };
    }
}
