package dev.helpline.chat.core.internal.attachment;

import dev.helpline.chat.core.attachment.Download;
import dev.helpline.chat.core.internal.follow.Amendments;
import dev.helpline.chat.core.internal.follow.Viewer;
import dev.helpline.chat.core.internal.live.EntryTails;
import dev.helpline.chat.core.internal.live.LiveSession;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.spi.AttachmentId;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.attachment.BlobStore;
import dev.helpline.chat.spi.entry.Entry;
import java.util.List;

/** Finds files by the messages that have them. Thread-safe; the calls block. */
public final class Downloads {
    private final Node node;
    private final EntryTails tails;
    private final BlobStore blobs;
    private final Amendments amendments;

    /** Files of messages among these entries. */
    public Downloads(Node node, EntryTails tails, BlobStore blobs) {
        this.node = node;
        this.tails = tails;
        this.blobs = blobs;
        this.amendments = new Amendments(tails);
    }

    /** Returns a file of a message that the viewer sees, and that was not withdrawn. */
    public Download open(LiveSession live, Viewer viewer, AttachmentId id) {
        Long seq = node.store().messagesWith(live.id(), List.of(id)).get(id);
        if (seq == null) {
            throw Uploads.noSuchAttachment(live.id(), id);
        }
        return tails.at(live.id(), seq)
                .filter(viewer::sees)
                .flatMap(message -> asItIs(message, live).attachments().stream()
                        .filter(attachment -> attachment.id().equals(id))
                        .findFirst())
                .map(this::download)
                .orElseThrow(() -> Uploads.noSuchAttachment(live.id(), id));
    }

    private Entry asItIs(Entry message, LiveSession live) {
        return amendments
                .newestOf(message, live.head().session())
                .map(amendment -> Amendments.amended(message, amendment))
                .orElse(message);
    }

    private Download download(Attachment attachment) {
        return new StoredFile(attachment, blobs);
    }

    /** A file in the blob store. Each read looks at one chunk. */
    private record StoredFile(Attachment attachment, BlobStore blobs) implements Download {
        @Override
        public byte[] read(long offset, int length) {
            return new StoredContent(blobs, attachment.blob(), attachment.size()).upTo(offset, length);
        }
    }
}
