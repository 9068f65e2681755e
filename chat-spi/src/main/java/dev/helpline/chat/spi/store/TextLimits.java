package dev.helpline.chat.spi.store;

import dev.helpline.chat.spi.agent.Agent;
import dev.helpline.chat.spi.attachment.Attachment;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.canned.CannedActions;
import dev.helpline.chat.spi.canned.CannedResponse;
import dev.helpline.chat.spi.draft.Draft;
import dev.helpline.chat.spi.entry.Entry;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.rating.RatingPrompt;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Consent;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.GuestAccess;
import dev.helpline.chat.spi.session.Session;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.upload.Upload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The maximal lengths of texts. All limits are inclusive and count Unicode code points, on the wire, in the engine
 * and in every store: an emoji of one code point counts as one, however many bytes a database needs for it.
 *
 * <p>Every store keeps a text of up to the limit and rejects a longer one, as well as one with U+0000 or an unpaired
 * surrogate, before it reaches a database: a database may cut such a value, or write it to a log when it refuses it.
 */
public final class TextLimits {
    /** Names of customers and agents. */
    public static final int NAME = 255;
    /** E-mail addresses. */
    public static final int EMAIL = 255;
    /** Phone numbers. */
    public static final int PHONE = 64;
    /** Departments of agents. */
    public static final int DEPARTMENT = 255;
    /** How many departments an agent may have. */
    public static final int DEPARTMENTS = 10;
    /** One skill of an agent. */
    public static final int SKILL = 64;
    /** How many skills an agent may have. */
    public static final int SKILLS = 30;
    /** How many languages an agent may have. */
    public static final int LANGUAGES = 10;
    /** The subject of a session. */
    public static final int SUBJECT = 255;
    /** The category of a session. */
    public static final int CATEGORY = 64;
    /** The reference of a session to another system of the host's. */
    public static final int EXTERNAL_REF = 128;
    /** The JSON object that a host's app attaches to a session. */
    public static final int CONTEXT = 8192;
    /** IETF language tags; RFC 5646, section 4.4.1, asks for room for 35 characters. */
    public static final int LOCALE = 35;
    /** How many answers a session may have that its customer gave before it began. */
    public static final int FORM_FIELDS = 20;
    /** The key of such an answer. */
    public static final int FORM_KEY = 64;
    /** Such an answer. */
    public static final int FORM_ANSWER = 500;
    /** The version of a text that a customer consents to. */
    public static final int CONSENT_VERSION = 64;
    /** Where a consent came from. */
    public static final int CONSENT_FROM = 64;
    /** The text of an entry, message or not. */
    public static final int MESSAGE = 5000;
    /** The JSON object that a sender attaches to a message. */
    public static final int METADATA = 4096;
    /** The JSON object that clients show that know its type, in place of the text. */
    public static final int RICH_CONTENT = 8192;
    /** The name of an attached file. */
    public static final int FILE_NAME = 255;
    /** How many files a message may have. */
    public static final int ATTACHMENTS = 10;
    /** Why a session ended, in words. */
    public static final int END_REASON = 1000;
    /** The free text of a rating. */
    public static final int FEEDBACK = 2000;
    /** How many categories a rating may have. */
    public static final int RATING_CATEGORIES = 10;
    /** One category of a rating. */
    public static final int RATING_CATEGORY = 64;
    /** The detail of an audit record. */
    public static final int AUDIT_DETAIL = 12_000;

    /** Why a customer or an address was blocked. */
    public static final int BLOCK_REASON = 1000;

    /** What agents type to find a canned response. */
    public static final int CANNED_SHORTCUT = 32;
    /** What a canned response is about. */
    public static final int CANNED_TITLE = 100;
    /** The text of a canned response. */
    public static final int CANNED_TEXT = 5000;

    /** Of a {@link dev.helpline.chat.spi.canned.CannedActions#note()}. */
    public static final int CANNED_NOTE = 2000;

    /** Why an agent asks the supervisors for help. */
    public static final int ESCALATION_REASON = 1000;

    /** How many tags a session may have. */
    public static final int TAGS = 20;
    /** One tag. */
    public static final int TAG = 40;

    /** How many mentioned agents a session remembers. */
    public static final int MENTIONS = 20;

    /** How many agents a session remembers who passed on an offer of it. */
    public static final int PASSES = 20;

    /** The text that a list of open sessions is searched for. */
    public static final int SEARCH = 100;

    /** The action of an audit record. */
    public static final int AUDIT_ACTION = 64;

    /** The id of the actor of an audit record, and its salt and hashes. */
    public static final int TOKEN = 128;

    private static final int ENTRY_TYPE = 32;
    private static final int MEDIA_TYPE = 100;

    private TextLimits() {}

    /**
     * Returns why no store may keep the commit: the name of the first field that breaks a limit, and the limit, but
     * never the value. Empty if every text fits.
     */
    public static Optional<String> violation(SessionCommit commit) {
        Violations violations = new Violations();
        if (commit.creates() || commit.changesCustomer()) {
            violations.customer(commit.next().customer());
        }
        if (commit.creates()) {
            violations.guestAccess(commit.next().guestAccess());
            violations.topic(commit.next().topic());
            violations.beforehand(commit.next());
        }
        violations.changing(commit.next());
        commit.entries().forEach(violations::entry);
        commit.audit().forEach(violations::audit);
        Rating rating = commit.rating();
        if (rating != null) {
            violations.rating(rating);
        }
        return Optional.ofNullable(violations.first);
    }

    /**
     * Checks the texts that a directory keeps of an agent.
     *
     * @throws IllegalArgumentException if a text breaks its limit; names the field and the limit, never the value
     */
    public static void check(Agent agent) {
        Violations violations = new Violations();
        violations.text("name", agent.name(), NAME);
        violations.text("email", agent.email(), EMAIL);
        violations.texts("departments", agent.departments(), DEPARTMENTS, DEPARTMENT);
        violations.texts("skills", agent.skills(), SKILLS, SKILL);
        violations.texts("languages", agent.languages(), LANGUAGES, LOCALE);
        if (violations.first != null) {
            throw new IllegalArgumentException(violations.first);
        }
    }

    /**
     * Checks the texts of an audit record.
     *
     * @throws IllegalArgumentException if a text breaks its limit; names the field and the limit, never the value
     */
    public static void check(AuditRecord record) {
        Violations violations = new Violations();
        violations.audit(record);
        if (violations.first != null) {
            throw new IllegalArgumentException(violations.first);
        }
    }

    /**
     * Checks the texts of a canned response.
     *
     * @throws IllegalArgumentException if a text breaks its limit; names the field and the limit, never the value
     */
    public static void check(CannedResponse response) {
        Violations violations = new Violations();
        violations.token("shortcut", response.shortcut(), CANNED_SHORTCUT);
        violations.text("title", response.title(), CANNED_TITLE);
        violations.text("text", response.text(), CANNED_TEXT);
        violations.text("department", response.department(), DEPARTMENT);
        violations.token("language", response.language(), LOCALE);
        violations.actions(response.actions());
        if (violations.first != null) {
            throw new IllegalArgumentException(violations.first);
        }
    }

    /**
     * Checks the texts of a draft.
     *
     * @throws IllegalArgumentException if a text breaks its limit; names the field and the limit, never the value
     */
    public static void check(Draft draft) {
        Violations violations = new Violations();
        violations.text("text", draft.text(), MESSAGE);
        violations.token("revision", draft.revision(), TOKEN);
        if (violations.first != null) {
            throw new IllegalArgumentException(violations.first);
        }
    }

    /**
     * Checks the texts of a change to a block.
     *
     * @throws IllegalArgumentException if a text breaks its limit; names the field and the limit, never the value
     */
    public static void check(BlockChange change) {
        Violations violations = new Violations();
        violations.token("block actor", change.actor(), TOKEN);
        violations.text("block reason", change.reason(), BLOCK_REASON);
        if (violations.first != null) {
            throw new IllegalArgumentException(violations.first);
        }
    }

    /**
     * Checks the texts that a store keeps of an upload.
     *
     * @throws IllegalArgumentException if a text breaks its limit; names the field and the limit, never the value
     */
    public static void check(Upload upload) {
        Violations violations = new Violations();
        violations.token("owner", upload.owner(), TOKEN);
        violations.text("file name", upload.name(), FILE_NAME);
        violations.token("declaredType", upload.declaredType(), MEDIA_TYPE);
        Attachment attachment = upload.attachment();
        if (attachment != null) {
            violations.attachment(attachment);
        }
        if (violations.first != null) {
            throw new IllegalArgumentException(violations.first);
        }
    }

    /**
     * Checks the names of a lease and of the owner who asks for it.
     *
     * @throws IllegalArgumentException if a name breaks its limit; names the field and the limit, never the value
     */
    public static void checkLease(String lease, String owner) {
        Violations violations = new Violations();
        violations.token("lease", lease, LeaseStore.MAX_LEASE_NAME_LENGTH);
        violations.token("owner", owner, LeaseStore.MAX_LEASE_NAME_LENGTH);
        if (lease.isEmpty() || owner.isEmpty()) {
            violations.found("the names of a lease and of its owner must not be empty");
        }
        if (violations.first != null) {
            throw new IllegalArgumentException(violations.first);
        }
    }

    /** Remembers the first violation. Not thread-safe. */
    private static final class Violations {
        @Nullable
        String first;

        void customer(Customer customer) {
            text("name", customer.name(), NAME);
            text("email", customer.email(), EMAIL);
            text("phone", customer.phone(), PHONE);
        }

        void guestAccess(@Nullable GuestAccess access) {
            token("guest token hash", access == null ? null : access.tokenHash(), TOKEN);
        }

        void topic(Topic topic) {
            text("subject", topic.subject(), SUBJECT);
            text("category", topic.category(), CATEGORY);
            text("externalRef", topic.externalRef(), EXTERNAL_REF);
            text("context", topic.context(), CONTEXT);
            text("locale", topic.locale(), LOCALE);
        }

        void beforehand(Session session) {
            if (session.form().size() > FORM_FIELDS && first == null) {
                first = "form must have at most " + FORM_FIELDS + " answers";
            }
            session.form().forEach((key, answer) -> {
                text("key of a form's field", key, FORM_KEY);
                text("form", answer, FORM_ANSWER);
            });
            Consent consent = session.consent();
            if (consent != null) {
                text("consent", consent.version(), CONSENT_VERSION);
                text("origin of the consent", consent.from(), CONSENT_FROM);
            }
        }

        /** Checks what a later commit can change about a session. */
        void changing(Session session) {
            text("department", session.department(), DEPARTMENT);
            tags(session.tags());
            if (session.mentions().size() > MENTIONS) {
                found("mentions must be at most " + MENTIONS + ", were "
                        + session.mentions().size());
            }
            if (session.passedBy().size() > PASSES) {
                found("passes must be at most " + PASSES + ", were "
                        + session.passedBy().size());
            }
            Assignment assignment = session.assignment();
            if (assignment != null) {
                text("agent name", assignment.name(), NAME);
                text("agent department", assignment.department(), DEPARTMENT);
            }
            Ending ending = session.ending();
            if (ending != null) {
                text("endReason", ending.reason(), END_REASON);
            }
            RatingPrompt prompt = session.ratingPrompt();
            token("id of the rating prompt", prompt == null ? null : prompt.id(), TOKEN);
            token("auditHash", session.auditHash(), TOKEN);
        }

        /** Stores keep tags as a JSON array, and look for one between its quotation marks: nothing in a tag has to be escaped. */
        private void tags(Set<String> tags) {
            if (tags.size() > TAGS) {
                found("tags must be at most " + TAGS + ", were " + tags.size());
            }
            for (String tag : tags) {
                text("tag", tag, TAG);
                if (tag.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\')) {
                    found("tag must not contain control characters, quotation marks or backslashes");
                }
            }
        }

        void actions(CannedActions actions) {
            text("note", actions.note(), CANNED_NOTE);
            tags(Set.copyOf(actions.addTags()));
            tags(Set.copyOf(actions.removeTags()));
            text("escalation", actions.escalation(), ESCALATION_REASON);
            text("endReason", actions.endReason(), END_REASON);
        }

        void entry(Entry entry) {
            token("type", entry.type(), ENTRY_TYPE);
            token("author id", entry.author().id(), TOKEN);
            text("author name", entry.author().name(), NAME);
            text("author department", entry.author().department(), DEPARTMENT);
            text("message", entry.text(), MESSAGE);
            text("metadata", entry.metadata(), METADATA);
            RichContent content = entry.content();
            text("content", content == null ? null : content.json(), RICH_CONTENT);
            token("fingerprint", entry.fingerprint(), TOKEN);
            if (entry.attachments().size() > ATTACHMENTS) {
                found("attachments must be at most " + ATTACHMENTS + ", were "
                        + entry.attachments().size());
            }
            entry.attachments().forEach(this::attachment);
        }

        void attachment(Attachment attachment) {
            text("file name", attachment.name(), FILE_NAME);
            token("sha256", attachment.sha256(), TOKEN);
        }

        void audit(AuditRecord audit) {
            token("audit actor", audit.actor(), TOKEN);
            token("audit action", audit.action(), AUDIT_ACTION);
            text("audit detail", audit.detail(), AUDIT_DETAIL);
            token("audit salt", audit.salt(), TOKEN);
            token("audit commitment", audit.commitment(), TOKEN);
            token("audit hash", audit.previousHash(), TOKEN);
            token("audit hash", audit.hash(), TOKEN);
        }

        void rating(Rating rating) {
            token("rating id", rating.id(), TOKEN);
            text("feedback", rating.feedback(), FEEDBACK);
            texts("categories", rating.categories(), RATING_CATEGORIES, RATING_CATEGORY);
        }

        void texts(String field, List<String> texts, int maxTexts, int limit) {
            if (texts.size() > maxTexts) {
                found(field + " must be at most " + maxTexts + ", were " + texts.size());
            }
            texts.forEach(text -> text(field, text, limit));
        }

        void text(String field, @Nullable String text, int limit) {
            if (text == null) {
                return;
            }
            int codePoints = 0;
            for (int i = 0; i < text.length(); codePoints++) {
                int codePoint = text.codePointAt(i);
                if (codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
                    found(field + " must not contain U+0000 or an unpaired surrogate");
                    return;
                }
                i += Character.charCount(codePoint);
            }
            if (codePoints > limit) {
                found(field + " must have at most " + limit + " code points, had " + codePoints);
            }
        }

        /** Checks what is not prose: ids, names of types, digests. */
        private void token(String field, @Nullable String token, int limit) {
            if (token == null) {
                return;
            }
            if (token.length() > limit) {
                found(field + " must have at most " + limit + " characters, had " + token.length());
            }
            for (int i = 0; i < token.length(); i++) {
                if (token.charAt(i) <= ' ' || token.charAt(i) > '~') {
                    found(field + " must be of printable ASCII characters");
                    return;
                }
            }
        }

        private void found(String violation) {
            if (first == null) {
                first = violation;
            }
        }
    }
}
