package dev.helpline.chat.client.real;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The SDK and the server keep their promises under every network fault, with both HTTP servers. */
class FaultyNetworkTest {
    @ParameterizedTest
    @EnumSource
    @Timeout(90)
    void every_message_is_stored_and_shown_once_and_in_order(NetworkFault networkFault) throws Exception {
        try (FaultyConversation conversation = new FaultyConversation(new RealServer.Setup().start())) {
            conversation.hold(networkFault, 300);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUESTS_HALF_CLOSED", "MIXED"})
    @Timeout(90)
    void also_in_a_servlet_container(NetworkFault networkFault) throws Exception {
        try (FaultyConversation conversation =
                new FaultyConversation(new RealServer.Setup().inJetty().start())) {
            conversation.hold(networkFault, 300);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    @Timeout(600)
    void every_one_of_many_messages_is_stored_and_shown_once_and_in_order(NetworkFault networkFault) throws Exception {
        try (FaultyConversation conversation = new FaultyConversation(new RealServer.Setup().start())) {
            conversation.hold(networkFault, 1000);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUESTS_HALF_CLOSED", "RESPONSES_RESET", "BLACKOUTS", "MIXED"})
    @Tag("slow")
    @Timeout(600)
    void also_many_in_a_servlet_container(NetworkFault networkFault) throws Exception {
        try (FaultyConversation conversation =
                new FaultyConversation(new RealServer.Setup().inJetty().start())) {
            conversation.hold(networkFault, 1000);
        }
    }
}
