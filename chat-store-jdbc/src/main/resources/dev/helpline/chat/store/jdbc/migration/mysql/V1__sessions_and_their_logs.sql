-- Helpline's tables in MySQL and MariaDB.
--
-- Never edited after its release; changes are new scripts. All names begin with a prefix; "tables" stands for
-- the prefix with the schema before it, if there is one.
--
-- Instants are milliseconds since 1970-01-01T00:00:00Z, so that no session's or server's time zone, no column's
-- precision and no year 2038 can change them. Lengths are in code points. Ids and constants are ASCII; everything is
-- compared and ordered byte by byte, whatever the defaults of the database. There are no foreign keys: what belongs
-- together is written in one transaction by one writer, and each row would be checked once more.
--
-- Statements that change tables commit by themselves here. Each table comes with its indexes, so that a script that was
-- interrupted between two tables can simply be run again.

-- which scripts have run to their end, and the lowest version that a release has to know to work with their tables
create table if not exists ${tables}schema_version (
    version int not null,
    usable_from int not null,
    constraint ${prefix}schema_version_pk primary key (version)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

create table if not exists ${tables}session (
    id varchar(128) character set ascii collate ascii_bin not null,
    version bigint not null,
    state varchar(16) character set ascii collate ascii_bin not null,
    customer_id varchar(128) character set ascii collate ascii_bin not null,
    customer_name varchar(255),
    customer_email varchar(255),
    customer_phone varchar(64),
    customer_guest boolean not null,
    -- a digest of the guest's token; null for customers with an account
    guest_token_hash varchar(128) character set ascii collate ascii_bin,
    guest_expires_at bigint,
    subject varchar(255),
    category varchar(64),
    external_ref varchar(128),
    requested_priority smallint,
    context varchar(8192),
    locale varchar(35),
    continues varchar(128) character set ascii collate ascii_bin,
    -- a JSON array of strings: the key of each field of the form, followed by the answer
    form mediumtext,
    consent_version varchar(64),
    consent_at bigint,
    consent_from varchar(64),
    -- 10 low, 20 normal, 30 high, 40 urgent
    priority smallint not null,
    -- when the session was created, less the head start of its priority: the order of the queue
    queue_at bigint not null,
    -- whose queue it belongs to
    department varchar(255),
    -- a JSON array of strings without quotation marks and backslashes; null without tags
    tags varchar(900),
    -- a JSON array of strings: each agent whom notes mention, followed by the seq of the newest such note
    mentions varchar(4000) character set ascii collate ascii_bin,
    -- the clocks of the host's service levels; null without any
    sla varchar(400) character set ascii collate ascii_bin,
    -- when the time of one of them is up next
    sla_due_at bigint,
    -- which of them are overdue
    sla_overdue varchar(64) character set ascii collate ascii_bin,
    -- null once the session has ended, so that ended sessions do not count for the unique key below
    open_slot int,
    -- who has it, or to whom it is offered; the agent stays after the end, and the slot becomes null
    agent_id varchar(128) character set ascii collate ascii_bin,
    agent_name varchar(255),
    agent_department varchar(255),
    agent_slot int,
    -- until when the waiting session is offered to the agent, whose slot it takes; null without an offer
    offered_until bigint,
    -- a JSON array of strings: each agent who passed on an offer of it, followed by when
    passed_by varchar(4000) character set ascii collate ascii_bin,
    -- who gave the waiting session back to the queue
    returned_by varchar(128) character set ascii collate ascii_bin,
    assigned_at bigint,
    last_seq bigint not null,
    last_visible_seq bigint not null,
    message_count bigint not null,
    last_message_seq bigint not null,
    amendment_count bigint not null,
    attachment_count bigint not null,
    created_at bigint not null,
    claimed_start bigint,
    first_assigned_at bigint,
    last_entry_at bigint not null,
    reopened_at bigint,
    -- a message left behind while no agent could be expected
    offline boolean not null,
    -- whose silence counts, since when, and when the session ends as its participants were warned
    turn varchar(16) character set ascii collate ascii_bin not null,
    turn_since bigint,
    ends_at bigint,
    -- when an agent asked the supervisors for help; null again when one of them has seen to it
    escalated_at bigint,
    -- since when it waits in its queue, unless since its creation or its reopening
    queued_at bigint,
    -- the version of the rules of the facts that follow: what reports count; 0 if they are unknown
    facts_version smallint not null,
    first_response_at bigint,
    response_count bigint not null,
    -- the sum of the times of responses, and the longest
    response_millis bigint not null,
    longest_response_millis bigint not null,
    -- since when the customer waits for a response
    unanswered_since bigint,
    held_millis bigint not null,
    held_since bigint,
    reopen_count bigint not null,
    first_ended_at bigint,
    customer_messages bigint not null,
    agent_messages bigint not null,
    bot_messages bigint not null,
    -- the newest of these messages, of one quarter of an hour, which have no row in the table of counts yet
    counting_seq bigint,
    counting_at bigint,
    counting_agent varchar(128) character set ascii collate ascii_bin,
    counting_customer bigint,
    counting_agents bigint,
    counting_bots bigint,
    -- the stint of the agent who has the session: the assignment, since when, and for how long it was on hold
    stint_seq bigint,
    stint_agent varchar(128) character set ascii collate ascii_bin,
    stint_at bigint,
    stint_held_millis bigint,
    ended_by varchar(16) character set ascii collate ascii_bin,
    end_cause varchar(16) character set ascii collate ascii_bin,
    end_reason varchar(1000),
    outcome varchar(16) character set ascii collate ascii_bin,
    ended_at bigint,
    end_claimed_at bigint,
    -- which row of the rating table counts; null again when the session is reopened
    rating_id varchar(128),
    -- the request for a rating that the customer was shown; null again when the session is reopened
    rating_prompt_id varchar(128),
    rating_prompt_at bigint,
    audit_count bigint not null,
    audit_hash varchar(128) character set ascii collate ascii_bin not null,
    constraint ${prefix}session_pk primary key (id),
    unique index ${prefix}session_open_slot (customer_id, open_slot),
    unique index ${prefix}session_agent_slot (agent_id, agent_slot),
    -- a customer's history, the youngest first
    index ${prefix}session_history (customer_id, created_at desc, id),
    -- the queue, the lists of open sessions, and the sweep for inactive ones; there is no
    -- index on anything that changes with every message, so that a message does not touch the indexes of its session
    index ${prefix}session_queue (state, queue_at, id),
    -- reports of the sessions that were started
    index ${prefix}session_started (created_at, id),
    -- reports of the sessions that ended for the first time
    index ${prefix}session_first_ended (first_ended_at, id),
    -- the list of ended sessions, reports of them, and recent service times
    index ${prefix}session_ended (ended_at desc, id),
    -- the sessions whose service levels are breached next; sessions without any have no due time
    index ${prefix}session_sla (sla_due_at, id),
    -- the sessions whose facts have to be computed anew
    index ${prefix}session_facts (facts_version, id),
    -- the sessions that are offered to agents; others are not offered until any time
    index ${prefix}session_offered (offered_until, id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

create table if not exists ${tables}entry (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    seq bigint not null,
    prev_visible_seq bigint not null,
    message_number bigint not null,
    entry_id varchar(128) character set ascii collate ascii_bin not null,
    kind varchar(16) character set ascii collate ascii_bin not null,
    type varchar(32) not null,
    audience varchar(16) character set ascii collate ascii_bin not null,
    author_type varchar(16) character set ascii collate ascii_bin not null,
    author_id varchar(128) character set ascii collate ascii_bin,
    author_name varchar(255),
    author_department varchar(255),
    taken_at bigint not null,
    claimed_at bigint,
    -- the only column with the text of messages; a row has room for 65,535 bytes in all
    text varchar(10000) not null,
    reply_to varchar(128) character set ascii collate ascii_bin,
    metadata varchar(4096),
    -- what clients show that know the type, in place of the text
    content_type varchar(32) character set ascii collate ascii_bin,
    content_version int,
    content text,
    fingerprint varchar(128) character set ascii collate ascii_bin not null,
    -- a JSON array of strings, eight per file; null without files
    attachments text,
    constraint ${prefix}entry_pk primary key (session_id, seq),
    constraint ${prefix}entry_id unique (session_id, entry_id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- which entries amend which messages: a row per amendment, so that messages without any pay for no index
create table if not exists ${tables}amendment (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    message_id varchar(128) character set ascii collate ascii_bin not null,
    seq bigint not null,
    constraint ${prefix}amendment_pk primary key (session_id, message_id, seq)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- which messages have which files: a row per file, so that messages without any pay for no index
create table if not exists ${tables}attachment (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    attachment_id varchar(128) character set ascii collate ascii_bin not null,
    seq bigint not null,
    constraint ${prefix}attachment_pk primary key (session_id, attachment_id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- files that are being uploaded, and those that were; their content is in a blob store
create table if not exists ${tables}upload (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    attachment_id varchar(128) character set ascii collate ascii_bin not null,
    blob_id varchar(32) character set ascii collate ascii_bin not null,
    owner_type varchar(16) character set ascii collate ascii_bin not null,
    owner_id varchar(128) character set ascii collate ascii_bin not null,
    file_name varchar(255) not null,
    file_size bigint not null,
    declared_type varchar(100),
    -- these and the digest are null until the file is complete
    media_type varchar(100),
    width int,
    height int,
    sha256 varchar(128) character set ascii collate ascii_bin,
    -- when the file is deleted unless a message has it; null if one has it
    due_at bigint,
    constraint ${prefix}upload_pk primary key (session_id, attachment_id),
    unique index ${prefix}upload_blob (blob_id),
    index ${prefix}upload_owner (owner_id, owner_type),
    index ${prefix}upload_due (due_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- the content of attached files, for hosts that keep it here: a row per chunk of 262,144 bytes
create table if not exists ${tables}blob (
    blob_id varchar(32) character set ascii collate ascii_bin not null,
    chunk int not null,
    written_at bigint not null,
    content mediumblob not null,
    constraint ${prefix}blob_pk primary key (blob_id, chunk)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

create table if not exists ${tables}rating (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    id varchar(128) not null,
    stars smallint not null,
    feedback varchar(2000),
    -- a JSON array of strings
    categories varchar(4000) not null,
    rated_at bigint not null,
    claimed_at bigint,
    edited_at bigint,
    constraint ${prefix}rating_pk primary key (session_id),
    index ${prefix}rating_at (rated_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- the first messages of agents after those of customers
create table if not exists ${tables}response (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    seq bigint not null,
    agent_id varchar(128) character set ascii collate ascii_bin not null,
    responded_at bigint not null,
    -- since the customer's earliest message without a response
    response_millis bigint not null,
    -- those of the session
    department varchar(255),
    category varchar(64),
    priority smallint not null,
    constraint ${prefix}response_pk primary key (session_id, seq),
    index ${prefix}response_at (responded_at, agent_id, response_millis)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- how many messages a session had in a quarter of an hour: a row for each, and for each agent
create table if not exists ${tables}message_count (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    first_seq bigint not null,
    -- the beginning of a quarter of an hour
    counted_at bigint not null,
    -- who wrote the messages of agents
    agent_id varchar(128) character set ascii collate ascii_bin,
    customer_messages bigint not null,
    agent_messages bigint not null,
    bot_messages bigint not null,
    -- those of the session
    department varchar(255),
    category varchar(64),
    priority smallint not null,
    constraint ${prefix}message_count_pk primary key (session_id, first_seq),
    index ${prefix}message_count_at (counted_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- for how long each agent had a session: a row for each time that an agent had it and has it no more
create table if not exists ${tables}stint (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    -- that of the assignment
    seq bigint not null,
    agent_id varchar(128) character set ascii collate ascii_bin not null,
    started_at bigint not null,
    ended_at bigint not null,
    held_millis bigint not null,
    -- those of the session
    department varchar(255),
    category varchar(64),
    priority smallint not null,
    constraint ${prefix}stint_pk primary key (session_id, seq),
    index ${prefix}stint_started (started_at, agent_id),
    index ${prefix}stint_ended (ended_at, agent_id, started_at, held_millis)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

create table if not exists ${tables}audit (
    kind varchar(16) character set ascii collate ascii_bin not null,
    subject varchar(128) character set ascii collate ascii_bin not null,
    number bigint not null,
    recorded_at bigint not null,
    role varchar(16) character set ascii collate ascii_bin,
    actor varchar(128),
    action varchar(64) character set ascii collate ascii_bin not null,
    detail varchar(12000),
    salt varchar(128) character set ascii collate ascii_bin,
    commitment varchar(128) character set ascii collate ascii_bin not null,
    previous_hash varchar(128) character set ascii collate ascii_bin not null,
    hash varchar(128) character set ascii collate ascii_bin not null,
    constraint ${prefix}audit_pk primary key (kind, subject, number),
    -- who did what when: the newest records
    index ${prefix}audit_at (recorded_at, kind, subject, number),
    index ${prefix}audit_actor (actor, recorded_at, kind, subject, number)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- where the chains of subjects that are no sessions end; those of sessions end where their rows say
create table if not exists ${tables}audit_head (
    kind varchar(16) character set ascii collate ascii_bin not null,
    subject varchar(128) character set ascii collate ascii_bin not null,
    number bigint not null,
    hash varchar(128) character set ascii collate ascii_bin not null,
    constraint ${prefix}audit_head_pk primary key (kind, subject)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

create table if not exists ${tables}reader_cursor (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    reader varchar(160) character set ascii collate ascii_bin not null,
    -- when each mark passed which seq: at most 16 steps seq@milliseconds, joined by commas
    delivered varchar(640) character set ascii collate ascii_bin not null,
    read_until varchar(640) character set ascii collate ascii_bin not null,
    seen_at bigint not null,
    constraint ${prefix}reader_cursor_pk primary key (session_id, reader)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

create table if not exists ${tables}agent (
    id varchar(128) character set ascii collate ascii_bin not null,
    name varchar(255),
    email varchar(255),
    -- JSON arrays of strings
    departments text not null,
    skills text not null,
    languages text not null,
    role varchar(16) character set ascii collate ascii_bin not null,
    active boolean not null,
    capacity int,
    -- whether an admin or the host has saved the agent, and how often the agent was changed
    managed boolean not null,
    version bigint not null,
    presence varchar(16) character set ascii collate ascii_bin not null,
    enrolled_at bigint not null,
    seen_at bigint not null,
    constraint ${prefix}agent_pk primary key (id),
    index ${prefix}agent_seen (seen_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- when agents were online: the newest interval of an agent grows as long as the agent is
create table if not exists ${tables}agent_online (
    agent_id varchar(128) character set ascii collate ascii_bin not null,
    started_at bigint not null,
    ended_at bigint not null,
    constraint ${prefix}agent_online_pk primary key (agent_id, started_at),
    index ${prefix}agent_online_ended (ended_at, agent_id, started_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- who was blocked and unblocked, by whom and why: rows are only added, and a subject's newest one counts
create table if not exists ${tables}block_change (
    kind varchar(16) character set ascii collate ascii_bin not null,
    subject varchar(128) character set ascii collate ascii_bin not null,
    number bigint not null,
    changed_at bigint not null,
    blocked boolean not null,
    blocked_until bigint,
    role varchar(16) character set ascii collate ascii_bin,
    actor varchar(128),
    reason varchar(1000),
    constraint ${prefix}block_change_pk primary key (kind, subject, number),
    index ${prefix}block_change_at (changed_at, kind, subject, number)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- the events that durable listeners have not taken yet; without a due time: a dead letter
create table if not exists ${tables}outbox (
    listener varchar(64) character set ascii collate ascii_bin not null,
    session_id varchar(128) character set ascii collate ascii_bin not null,
    seq bigint not null,
    attempts int not null,
    due_at bigint,
    failure varchar(500),
    constraint ${prefix}outbox_pk primary key (listener, session_id, seq),
    index ${prefix}outbox_due (listener, due_at, session_id, seq)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- what the host wants done, as it stood in the host's transaction; a command without due_at was refused
create table if not exists ${tables}inbox (
    number bigint not null auto_increment,
    command_id varchar(128) character set ascii collate ascii_bin not null,
    session_id varchar(128) character set ascii collate ascii_bin not null,
    action varchar(16) character set ascii collate ascii_bin not null,
    details mediumtext not null,
    attempts int not null,
    due_at bigint,
    failure varchar(500),
    constraint ${prefix}inbox_pk primary key (number),
    index ${prefix}inbox_due (due_at, number),
    index ${prefix}inbox_session (session_id, number)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- who does what one engine at a time does
create table if not exists ${tables}lease (
    name varchar(128) character set ascii collate ascii_bin not null,
    owner varchar(128) character set ascii collate ascii_bin not null,
    valid_until bigint not null,
    constraint ${prefix}lease_pk primary key (name)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- customers and sessions that are neither erased nor deleted by age
create table if not exists ${tables}legal_hold (
    kind varchar(16) character set ascii collate ascii_bin not null,
    subject varchar(128) character set ascii collate ascii_bin not null,
    placed_at bigint not null,
    reason varchar(500) not null,
    constraint ${prefix}legal_hold_pk primary key (kind, subject)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

create table if not exists ${tables}canned_response (
    id varchar(128) character set ascii collate ascii_bin not null,
    uses bigint not null,
    version bigint not null,
    owner varchar(128) character set ascii collate ascii_bin not null,
    shortcut varchar(32) character set ascii collate ascii_bin not null,
    title varchar(100) not null,
    content varchar(5000) not null,
    -- the actions of a macro; tags are JSON arrays of strings, null without tags
    note varchar(2000),
    priority smallint,
    add_tags varchar(900),
    remove_tags varchar(900),
    escalation varchar(1000),
    ends boolean not null,
    outcome varchar(16) character set ascii collate ascii_bin,
    end_reason varchar(1000),
    department varchar(255),
    language varchar(35) character set ascii collate ascii_bin,
    changed_at bigint not null,
    changed_by varchar(128) character set ascii collate ascii_bin not null,
    constraint ${prefix}canned_response_pk primary key (id),
    constraint ${prefix}canned_response_shortcut unique (owner, shortcut)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

-- what agents have not sent yet: deleted by the commit of their next message, and by that which ends the session
create table if not exists ${tables}draft (
    session_id varchar(128) character set ascii collate ascii_bin not null,
    agent_id varchar(128) character set ascii collate ascii_bin not null,
    content varchar(5000) not null,
    revision varchar(128) character set ascii collate ascii_bin not null,
    saved_at bigint not null,
    constraint ${prefix}draft_pk primary key (session_id, agent_id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

create table if not exists ${tables}alert_preference (
    agent_id varchar(128) character set ascii collate ascii_bin not null,
    channels varchar(2000) character set ascii collate ascii_bin not null,
    while_online boolean not null,
    quiet_zone varchar(64) character set ascii collate ascii_bin,
    quiet_from varchar(5) character set ascii collate ascii_bin,
    quiet_to varchar(5) character set ascii collate ascii_bin,
    constraint ${prefix}alert_preference_pk primary key (agent_id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;

insert ignore into ${tables}schema_version (version, usable_from) values (1, 1);
