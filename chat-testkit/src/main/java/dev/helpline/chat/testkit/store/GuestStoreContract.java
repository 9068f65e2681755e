package dev.helpline.chat.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.GuestAccess;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.CommitResult;
import dev.helpline.chat.spi.store.SessionCommit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions of guests, and guests who sign in. */
abstract class GuestStoreContract extends StoreTest {
    private static final Customer GUEST =
            Customer.builder(new CustomerId("guest-1")).name("Jo").guest(true).build();
    private static final Customer ANN =
            Customer.builder(new CustomerId("ann")).name("Ann").email("a@b").build();
    private static final GuestAccess ACCESS = new GuestAccess("e".repeat(64), CommitBuilder.START.plusSeconds(60));

    @Test
    void a_guests_token_is_kept_as_its_digest_and_its_end() {
        Session session = stored(guests("s1"));

        assertThat(find(session)).isEqualTo(session);
        assertThat(find(session).guestAccess()).isEqualTo(ACCESS);
        assertThat(store.openSessionsOf(GUEST.id())).containsExactly(session);
    }

    @Test
    void a_guest_who_signs_in_gives_the_session_to_the_customer() {
        Session guests = stored(guests("s1"));

        Session theirs = stored(signedIn(guests, 3));

        assertThat(find(guests)).isEqualTo(theirs);
        assertThat(theirs.customer()).isEqualTo(ANN);
        assertThat(theirs.guestAccess()).isNull();
        assertThat(store.openSessionsOf(ANN.id())).containsExactly(theirs);
        assertThat(store.openSessionsOf(GUEST.id())).isEmpty();
        assertThat(store.sessionsOf(ANN.id(), null, 0, 10)).containsExactly(theirs);
        assertThat(store.sessionsOf(GUEST.id(), null, 0, 10)).isEmpty();
        assertThat(store.countSessionsOf(GUEST.id())).isZero();
    }

    @Test
    void an_ended_session_changes_hands_as_well() {
        Session ended = stored(CommitBuilder.after(stored(guests("s1"))).end());

        Session theirs = stored(signedIn(ended, null));

        assertThat(find(ended)).isEqualTo(theirs);
        assertThat(store.sessionsOf(ANN.id(), null, 0, 10)).containsExactly(theirs);
    }

    @Test
    void a_slot_of_the_customer_that_is_taken_keeps_the_session_with_the_guest() {
        stored(CommitBuilder.creating("other").customer(ANN).openSlot(1));
        Session guests = stored(guests("s1"));
        SessionCommit colliding = signedIn(guests, 1).build();

        assertThat(store.commit(colliding)).isEqualTo(CommitResult.SLOT_TAKEN);
        assertThat(store.commitAll(
                        List.of(colliding, CommitBuilder.creating("more").build())))
                .containsExactly(CommitResult.SLOT_TAKEN, CommitResult.COMMITTED);

        assertThat(find(guests)).isEqualTo(guests);
        assertThat(store.openSessionsOf(GUEST.id())).containsExactly(guests);
        assertThat(stored(signedIn(guests, 2)).customer()).isEqualTo(ANN);
    }

    @Test
    void of_racing_customers_one_gets_the_session() {
        for (int round = 0; round < 10; round++) {
            Session guests = stored(guests("s" + round));

            List<CommitResult> results = Race.run(runner -> store.commit(CommitBuilder.after(guests)
                    .signIn(
                            Customer.builder(new CustomerId("c" + runner)).build(),
                            100 + Integer.parseInt(guests.id().value().substring(1)))
                    .message("signed-in-" + runner, "hello")
                    .build()));

            assertThat(results).containsOnlyOnce(CommitResult.COMMITTED);
        }
    }

    @Test
    void a_batch_writes_sign_ins_beside_messages() {
        Session guests = stored(guests("s1"));
        Session other = created("s2");

        assertThat(store.commitAll(List.of(
                        signedIn(guests, 1).build(),
                        CommitBuilder.after(other).message("m", "hi").build())))
                .containsOnly(CommitResult.COMMITTED);

        assertThat(find(guests).customer()).isEqualTo(ANN);
        assertThat(find(other).customer()).isEqualTo(other.customer());
    }

    private static CommitBuilder guests(String id) {
        return CommitBuilder.creating(id).customer(GUEST).guestAccess(ACCESS).openSlot(slotOf(id));
    }

    /** Guests of these tests share an id, so that their sessions need different slots. */
    private static int slotOf(String id) {
        return 10 + Integer.parseInt(id.substring(1));
    }

    private static CommitBuilder signedIn(Session guests, @Nullable Integer slot) {
        return CommitBuilder.after(guests).signIn(ANN, slot).message("signed-in", "hello");
    }
}
