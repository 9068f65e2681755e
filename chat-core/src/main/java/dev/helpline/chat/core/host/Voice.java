package dev.helpline.chat.core.host;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.Experimental;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.store.TextLimits;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As whom the host writes a message. Thread-safe: immutable. */
@Experimental
public final class Voice {
    /** The system: a notice that clients show apart from what people write. Customers do not count it as unread. */
    public static final Voice SYSTEM = new Voice(Author.SYSTEM);

    /**
     * The session's customer, who wrote the message somewhere else, in a mail for example. It has the effects of a message that the customer
     * sends: it takes the session off hold, and is an agent's turn to answer. Refused while the customer is blocked.
     */
    public static final Voice CUSTOMER = new Voice(new Author(ParticipantType.CUSTOMER, null, null, null));

    private final Author author;

    private Voice(Author author) {
        this.author = author;
    }

    /**
     * A bot, which clients show with its name, and marked as a bot. Its messages count as unread, but are no agent's answer.
     *
     * @param id spelled like the id of an agent; bots and agents do not share their ids
     * @param name what customers see, 1 to 255 code points in one line
     * @throws IllegalArgumentException for an id or a name that breaks these rules
     */
    public static Voice bot(String id, String name) {
        String checked = new AgentId(id).value();
        Checks.require(
                !name.isBlank()
                        && name.codePointCount(0, name.length()) <= TextLimits.NAME
                        && name.chars().noneMatch(Character::isISOControl),
                "name must be 1 to " + TextLimits.NAME + " code points in one line");
        return new Voice(new Author(ParticipantType.BOT, checked, name, null));
    }

    /** Which kind of participant speaks: a bot, the system, or the customer. */
    public ParticipantType type() {
        return author.type();
    }

    /** The bot's id; null for the system and the customer. */
    public @Nullable String botId() {
        return author.id();
    }

    /** The bot's name; null for the system and the customer. */
    public @Nullable String botName() {
        return author.name();
    }

    /** The author of what is written with this voice in a session. */
    public Author author(Session session) {
        if (type() != ParticipantType.CUSTOMER) {
            return author;
        }
        Customer customer = session.customer();
        return new Author(ParticipantType.CUSTOMER, customer.id().value(), customer.name(), null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Voice that && author.equals(that.author);
    }

    @Override
    public int hashCode() {
        return Objects.hash(author);
    }

    /** The kind and the bot's id. */
    @Override
    public String toString() {
        return "Voice[" + type() + " " + botId() + "]";
    }
}
