package dev.helpline.chat.core.internal.block;

import dev.helpline.chat.core.block.BlockPage;
import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.core.internal.change.AuditChain;
import dev.helpline.chat.core.internal.cluster.ClusterLink;
import dev.helpline.chat.core.internal.cluster.ClusterNotice;
import dev.helpline.chat.core.internal.cluster.ClusterNotice.BlocksChanged;
import dev.helpline.chat.core.internal.live.CommandFailures;
import dev.helpline.chat.core.internal.live.Node;
import dev.helpline.chat.core.internal.pages.Paging;
import dev.helpline.chat.spi.ChatException;
import dev.helpline.chat.spi.Checks;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.ErrorCode;
import dev.helpline.chat.spi.IdGenerator;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.StoreException;
import dev.helpline.chat.spi.audit.AuditLog;
import dev.helpline.chat.spi.audit.AuditRecord;
import dev.helpline.chat.spi.audit.AuditSubject;
import dev.helpline.chat.spi.auth.Principal;
import dev.helpline.chat.spi.block.BlockChange;
import dev.helpline.chat.spi.block.BlockLog;
import dev.helpline.chat.spi.block.BlockSubject;
import dev.helpline.chat.spi.block.BlockSubject.Kind;
import dev.helpline.chat.spi.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in memory the newest change of every subject that was ever blocked, some 300 bytes each, so that judging a call reads no store.
 * Reads what is new from the store when the cluster bus says so, and every few seconds while callers are judged. If that fails, it goes on
 * with what it knows. Thread-safe.
 */
public final class Blocks implements ClusterLink.Receiver {
    /** How old knowledge may be before the housekeeping reads again; as long as a deactivated agent may be believed. */
    private static final Duration REFRESHED_AFTER = Duration.ofSeconds(5);

    /** How old knowledge may be before a caller waits for a read: only where nothing was judged for a while. */
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    /**
     * How far back a read looks behind the newest change that is known. Clocks of nodes agree within 5 seconds, and a store gives up a write
     * after 20.
     */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    /** How often, without a notice of another node, it is looked whether the changes that are known are still stored. */
    private static final Duration COMPARED_AFTER = Duration.ofMinutes(10);

    private static final int PAGE = 500;
    private static final int MAX_HISTORY = 1000;
    private static final int ATTEMPTS = 20;
    private static final Comparator<BlockChange> NEWEST_FIRST =
            Comparator.comparing(BlockChange::at).reversed().thenComparing(BlockChange::subject);
    private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);

    private final BlockLog log;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Scheduler time;
    private final IdGenerator ids;
    private final ClusterLink cluster;
    private final Executor workers;
    private final ConcurrentMap<String, BlockChange> customers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, BlockChange> addresses = new ConcurrentHashMap<>();
    private final ReentrantLock looking = new ReentrantLock();

    /** The time of the newest change that was read. Only while {@link #looking} is held. */
    private Instant newest = Instant.EPOCH;

    private volatile boolean isLoaded;
    private volatile boolean isOutdated;
    private volatile boolean isAsked;
    private volatile long lookedAtNanos;

    /** When what is known was last compared with what is stored; null if that is due. */
    private volatile @Nullable Long comparedAtNanos;

    /** What the store of a node says. */
    public Blocks(Node node, IdGenerator ids) {
        this.log = node.store();
        this.audit = node.store();
        this.clock = node.clock();
        this.time = node.scheduler();
        this.ids = ids;
        this.cluster = node.cluster();
        this.workers = node.workers();
        this.lookedAtNanos = time.nanoTime();
    }

    /**
     * Returns the refusal if the customer, or the address from which the call comes, is blocked now.
     *
     * @param address null if the call came over no network, or from an unknown address
     */
    public Optional<ChatException> refuse(String customer, @Nullable NetworkAddress address) {
        isAsked = true;
        if (!isLoaded || !isWithin(BELIEVED)) {
            look();
        }
        Instant now = clock.instant();
        BlockChange block = blockOf(customers, customer, now);
        if (block == null && address != null) {
            block = blockOf(addresses, address.value(), now);
        }
        return Optional.ofNullable(block).map(Blocks::refusal);
    }

    private static @Nullable BlockChange blockOf(Map<String, BlockChange> changes, String subject, Instant now) {
        BlockChange change = changes.get(subject);
        return change != null && change.blocksAt(now) ? change : null;
    }

    private static ChatException refusal(BlockChange block) {
        Map<String, String> details = new HashMap<>();
        details.put("blocked", "true");
        Instant until = block.until();
        if (until != null) {
            details.put("until", until.toString());
        }
        return new ChatException(ErrorCode.CUSTOMER_BLOCKED, "this customer is blocked", details);
    }

    /** Blocks a subject, or changes its block; returns the change, or the earlier one that says the same. */
    public BlockChange block(Principal by, BlockRequest request) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Instant now = clock.instant();
            BlockChange known = newestOf(request.subject());
            if (known != null && known.blocksAt(now) && saysTheSame(known, request)) {
                return known;
            }
            BlockChange wanted = following(known, request.subject(), now)
                    .blocked(true)
                    .until(request.until())
                    .role(by.role())
                    .actor(by.id())
                    .reason(request.reason())
                    .build();
            Optional<BlockChange> stored = append(known, wanted);
            if (stored.isPresent()) {
                return stored.get();
            }
        }
        throw lostEveryRace();
    }

    /** Ends the block of a subject, if there is one. */
    public void unblock(Principal by, BlockSubject subject) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Instant now = clock.instant();
            BlockChange known = newestOf(subject);
            if (known == null || !known.blocksAt(now)) {
                return;
            }
            BlockChange wanted = following(known, subject, now)
                    .role(by.role())
                    .actor(by.id())
                    .build();
            if (append(known, wanted).isPresent()) {
                return;
            }
        }
        throw lostEveryRace();
    }

    private static boolean saysTheSame(BlockChange known, BlockRequest request) {
        return Objects.equals(known.reason(), request.reason())
                && Objects.equals(known.until(), Checks.millisOrNull(request.until()));
    }

    private static BlockChange.Builder following(@Nullable BlockChange known, BlockSubject subject, Instant now) {
        return BlockChange.builder(subject, known == null ? 1 : known.number() + 1, now);
    }

    /** Stores the change; empty if another one took its number, which is known then. */
    private Optional<BlockChange> append(@Nullable BlockChange known, BlockChange wanted) {
        AuditSubject subject = wanted.subject().auditSubject();
        boolean isStored;
        try {
            AuditRecord record = AuditChain.link(
                    subject, audit.auditHead(subject), wanted.at(), BlockDifferences.audit(known, wanted, ids.newId()));
            isStored = log.appendBlockChange(wanted, record);
        } catch (StoreException e) {
            throw CommandFailures.unknown("the store did not confirm a change to a block", e);
        }
        if (!isStored) {
            return Optional.empty();
        }
        fold(wanted);
        cluster.tell(List.of(new BlocksChanged()));
        return Optional.of(wanted);
    }

    private static ChatException lostEveryRace() {
        return CommandFailures.notStored("the change to a block lost every race", null);
    }

    /** The newest change of a subject, read from the store as far as this node does not know it. */
    private @Nullable BlockChange newestOf(BlockSubject subject) {
        look();
        for (BlockChange known = changesOf(subject.kind()).get(subject.value()); ; ) {
            List<BlockChange> later = log.blockChangesOf(subject, known == null ? 0 : known.number(), PAGE);
            if (later.isEmpty()) {
                return known;
            }
            later.forEach(this::fold);
            known = later.get(later.size() - 1);
        }
    }

    /** The blocks that hold now, the newest first. */
    public BlockPage page(int page, int limit) {
        look();
        Instant now = clock.instant();
        List<BlockChange> blocks = Stream.of(customers, addresses)
                .flatMap(changes -> changes.values().stream())
                .filter(change -> change.blocksAt(now))
                .sorted(NEWEST_FIRST)
                .toList();
        return BlockPage.builder(blocks.stream()
                        .skip(Paging.skip(page, limit))
                        .limit(limit)
                        .toList())
                .total(blocks.size())
                .build();
    }

    /** The customer was erased, and so were all changes: forgets them here and, soon, on the other nodes. */
    public void forget(CustomerId customer) {
        customers.remove(customer.value());
        cluster.tell(List.of(new BlocksChanged()));
    }

    /** The first thousand changes of a subject. */
    public List<BlockChange> history(BlockSubject subject) {
        return log.blockChangesOf(subject, 0, MAX_HISTORY);
    }

    /** Reads what is new if callers were judged since the last time, and that is some seconds ago. */
    public void refreshNowAndThen() {
        if (isOutdated || (isAsked && !isWithin(REFRESHED_AFTER))) {
            isAsked = false;
            look();
        }
    }

    @Override
    public void received(String node, ClusterNotice notice) {
        if (notice instanceof BlocksChanged) {
            comparedAtNanos = null;
            mayHaveMissed();
        }
    }

    @Override
    public void mayHaveMissed() {
        isOutdated = true;
        workers.execute(this::lookIfOutdated);
    }

    private void lookIfOutdated() {
        try {
            if (isOutdated && isLoaded) {
                look();
            }
        } catch (RuntimeException e) {
            LOG.warn("reading which customers are blocked failed; it is tried again soon", e);
        }
    }

    /**
     * Reads what is new. Callers who know something already do not wait for another one that reads; who reads looks again for those who were
     * told of something new meanwhile.
     */
    private void look() {
        if (!isLoaded) {
            looking.lock();
        } else if (!looking.tryLock()) {
            return;
        }
        boolean succeeded = false;
        try {
            isOutdated = false;
            read();
            forgetErased();
            isLoaded = true;
            lookedAtNanos = time.nanoTime();
            succeeded = true;
        } catch (StoreException e) {
            isOutdated = true;
            if (!isLoaded) {
                throw e;
            }
            lookedAtNanos = time.nanoTime();
            LOG.warn("reading which customers are blocked failed; it is tried again soon", e);
        } finally {
            looking.unlock();
        }
        if (succeeded && isOutdated) {
            workers.execute(this::lookIfOutdated);
        }
    }

    private void read() {
        Instant since = newest.equals(Instant.EPOCH) ? newest : newest.minus(OVERLAP);
        List<BlockChange> page;
        int skip = 0;
        do {
            page = log.blockChangesSince(since, skip, PAGE);
            for (BlockChange change : page) {
                fold(change);
                newest = change.at().isAfter(newest) ? change.at() : newest;
            }
            skip += page.size();
        } while (page.size() == PAGE);
    }

    /** Forgets the customers of whom nothing is stored any more. Only erasure takes changes away. */
    private void forgetErased() {
        long now = time.nanoTime();
        Long compared = comparedAtNanos;
        if (compared != null && now - compared <= COMPARED_AFTER.toNanos()) {
            return;
        }
        comparedAtNanos = now;
        Set<BlockSubject> stored = new HashSet<>();
        List<BlockChange> page;
        int skip = 0;
        do {
            page = log.blockChangesSince(Instant.EPOCH, skip, PAGE);
            page.forEach(change -> stored.add(change.subject()));
            skip += page.size();
        } while (page.size() == PAGE);
        customers.forEach((customer, known) -> {
            // Pages may leave a change out while others are erased, so the change itself is looked for, too.
            if (!stored.contains(known.subject())
                    && log.blockChangesOf(known.subject(), 0, 1).isEmpty()) {
                customers.remove(customer, known);
            }
        });
    }

    private void fold(BlockChange change) {
        changesOf(change.subject().kind())
                .merge(
                        change.subject().value(),
                        change,
                        (known, other) -> known.number() > other.number() ? known : other);
    }

    private ConcurrentMap<String, BlockChange> changesOf(Kind kind) {
        return kind == Kind.CUSTOMER ? customers : addresses;
    }

    private boolean isWithin(Duration last) {
        return time.nanoTime() - lookedAtNanos <= last.toNanos();
    }
}
