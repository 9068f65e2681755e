package dev.helpline.chat.testkit.store;

import dev.helpline.chat.spi.AgentId;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Role;
import dev.helpline.chat.spi.entry.Author;
import dev.helpline.chat.spi.entry.EntryKind;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.entry.RichContent;
import dev.helpline.chat.spi.rating.Rating;
import dev.helpline.chat.spi.session.Assignment;
import dev.helpline.chat.spi.session.Customer;
import dev.helpline.chat.spi.session.EndCause;
import dev.helpline.chat.spi.session.EndedBy;
import dev.helpline.chat.spi.session.Ending;
import dev.helpline.chat.spi.session.Topic;
import dev.helpline.chat.spi.store.SessionCommit;
import dev.helpline.chat.spi.store.TextLimits;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** The texts of commits that have limits; each builds a commit in which only this text is long. */
enum LimitedText {
    CUSTOMER_NAME(TextLimits.NAME) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.customer(
                    Customer.builder(new CustomerId(name())).name(text).build());
        }
    },
    EMAIL(TextLimits.EMAIL) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.customer(
                    Customer.builder(new CustomerId(name())).email(text).build());
        }
    },
    PHONE(TextLimits.PHONE) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.customer(
                    Customer.builder(new CustomerId(name())).phone(text).build());
        }
    },
    SUBJECT(TextLimits.SUBJECT) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.topic(Topic.builder().subject(text).build());
        }
    },
    CATEGORY(TextLimits.CATEGORY) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.topic(Topic.builder().category(text).build());
        }
    },
    EXTERNAL_REF(TextLimits.EXTERNAL_REF) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.topic(Topic.builder().externalRef(text).build());
        }
    },
    CONTEXT(TextLimits.CONTEXT) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.topic(Topic.builder().context(text).build());
        }
    },
    LOCALE(TextLimits.LOCALE) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.topic(Topic.builder().locale(text).build());
        }
    },
    AGENT_NAME(TextLimits.NAME) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.assign(new Assignment(AGENT, text, null, AT), 1);
        }
    },
    AGENT_DEPARTMENT(TextLimits.DEPARTMENT) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.assign(new Assignment(AGENT, null, text, AT), 2);
        }
    },
    DEPARTMENT(TextLimits.DEPARTMENT) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.department(text);
        }
    },
    MESSAGE(TextLimits.MESSAGE) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.message("m", text);
        }
    },
    METADATA(TextLimits.METADATA) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.entry(EntryKind.MESSAGE, "m", entry -> entry.metadata(text));
        }
    },
    RICH_CONTENT(TextLimits.RICH_CONTENT) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.entry(EntryKind.MESSAGE, "m", entry -> entry.content(new RichContent("card", 1, text)));
        }
    },
    AUTHOR_NAME(TextLimits.NAME) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return by(commit, new Author(ParticipantType.AGENT, "a", text, null));
        }
    },
    AUTHOR_DEPARTMENT(TextLimits.DEPARTMENT) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return by(commit, new Author(ParticipantType.AGENT, "a", null, text));
        }
    },
    END_REASON(TextLimits.END_REASON) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.end(new Ending(EndedBy.AGENT, EndCause.NORMAL, text, null, AT, null));
        }
    },
    FEEDBACK(TextLimits.FEEDBACK) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            return commit.end().rate(Rating.builder("r", 3, AT).feedback(text).build());
        }
    },
    RATING_CATEGORIES(TextLimits.RATING_CATEGORY) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            List<String> categories = Collections.nCopies(TextLimits.RATING_CATEGORIES, text);
            return commit.end()
                    .rate(Rating.builder("r", 3, AT).categories(categories).build());
        }
    },
    AUDIT_DETAIL(TextLimits.AUDIT_DETAIL) {
        @Override
        CommitBuilder in(CommitBuilder commit, String text) {
            AuditRecord record = new AuditRecord(
                    AuditSubject.of(commit.build().next().id()),
                    1,
                    AT,
                    Role.AGENT,
                    "a",
                    "DONE",
                    text,
                    "salt",
                    "c0ffee",
                    "",
                    "hash");
            return commit.audit(record);
        }
    };

    private static final AgentId AGENT = new AgentId("a");
    private static final Instant AT = CommitBuilder.START;

    private final int limit;

    LimitedText(int limit) {
        this.limit = limit;
    }

    abstract CommitBuilder in(CommitBuilder commit, String text);

    /** Returns a new session, named after the text that has its maximal length. */
    SessionCommit atLimit(String letters) {
        return with(ofLength(limit, letters));
    }

    /** Returns a new session, named after the text that is one code point too long. */
    SessionCommit oneOver(String letters) {
        return with(ofLength(limit + 1, letters));
    }

    SessionCommit with(String text) {
        return in(CommitBuilder.creating(name()), text).build();
    }

    /** Returns that many code points, repeating the letters. */
    static String ofLength(int codePoints, String letters) {
        String text = letters.repeat(codePoints);
        return text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    private static CommitBuilder by(CommitBuilder commit, Author author) {
        return commit.entry(EntryKind.MESSAGE, "m", entry -> entry.author(author));
    }
}
