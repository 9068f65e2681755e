package dev.helpline.chat.core.internal.rules;

import dev.helpline.chat.core.internal.change.Decision;
import dev.helpline.chat.core.internal.change.SlotCommand;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.EntryId;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.session.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * Appends a message with files. That no other message has the files was found out before; if messages of the session have got other files
 * since, the result is empty, and the caller has to look at the files again. So each file is used once, on any number of nodes.
 */
public final class AttachCommand implements SlotCommand<Optional<Entry>>, ReopeningCommand<Optional<Entry>> {
    private final SendCommand send;
    private final long attachmentCount;

    /**
     * Sends a message with its files.
     *
     * @param attachmentCount of the session, read before the files were looked at
     */
    public AttachCommand(SendCommand send, long attachmentCount) {
        this.send = send;
        this.attachmentCount = attachmentCount;
    }

    @Override
    public void useSlot(int slot) {
        send.useSlot(slot);
    }

    @Override
    public void useSlots(ReopenSlots slots) {
        send.useSlots(slots);
    }

    @Override
    public void refuseSlots(ChatException refusal) {
        send.refuseSlots(refusal);
    }

    @Override
    public String name() {
        return send.name();
    }

    @Override
    public Optional<EntryId> repeatableAs() {
        return send.repeatableAs();
    }

    @Override
    public Decision<Optional<Entry>> decide(Session session, Instant now) {
        return session.log().attachmentCount() == attachmentCount
                ? found(send.decide(session, now))
                : new Decision.Answer<>(unchanged -> Optional.empty());
    }

    @Override
    public Decision<Optional<Entry>> decideRepeated(Entry stored) {
        return found(send.decideRepeated(stored));
    }

    private static Decision<Optional<Entry>> found(Decision<Entry> decision) {
        if (decision instanceof Decision.Change<Entry> change) {
            return new Decision.Change<>(
                    change.change(),
                    (stored, appended) -> Optional.of(change.answerer().answer(stored, appended)));
        }
        if (decision instanceof Decision.Answer<Entry> answer) {
            return new Decision.Answer<>(stored -> Optional.of(answer.answerer().apply(stored)));
        }
        if (decision instanceof Decision.Refuse<Entry> refuse) {
            return new Decision.Refuse<>(refuse.refusal());
        }
        return new Decision.NeedSlot<>();
    }
}
