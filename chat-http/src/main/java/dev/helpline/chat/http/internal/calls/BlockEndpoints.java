package dev.helpline.chat.http.internal.calls;

import dev.helpline.chat.core.block.BlockList;
import dev.helpline.chat.core.block.BlockPage;
import dev.helpline.chat.core.block.BlockRequest;
import dev.helpline.chat.http.internal.exchange.CallResult;
import dev.helpline.chat.http.internal.wire.Refusal;
import dev.helpline.chat.http.internal.wire.WireBlock;
import dev.helpline.chat.http.internal.wire.WireError;
import dev.helpline.chat.http.internal.wire.WirePagination;
import dev.helpline.chat.spi.CustomerId;
import dev.helpline.chat.spi.NetworkAddress;
import dev.helpline.chat.spi.block.BlockSubject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls that block and unblock customers and addresses. */
final class BlockEndpoints {
    private final Participants participants;

    BlockEndpoints(Participants participants) {
        this.participants = participants;
    }

    CallResult block(Request request) {
        BlockRequest wanted = BlockRequest.builder(subjectOf(request))
                .reason(request.body().text("reason").orElse(null))
                .until(request.body().instant("until").orElse(null))
                .build();
        return new CallResult(WireBlock.of(blocks(request).block(wanted)), "Blocked");
    }

    CallResult unblock(Request request) {
        BlockSubject subject = subjectOf(request);
        blocks(request).unblock(subject);
        boolean isCustomer = subject.kind() == BlockSubject.Kind.CUSTOMER;
        return new CallResult(
                new Unblocked(isCustomer ? subject.value() : null, isCustomer ? null : subject.value(), false),
                "Not blocked");
    }

    CallResult blocked(Request request) {
        int page = request.query().positive("page", 1, PageQuery.MAX_PAGE);
        int limit = request.query().positive("limit", PageQuery.DEFAULT_LIMIT, PageQuery.MAX_LIMIT);
        BlockPage blocks = blocks(request).blocks(page, limit);
        return new CallResult(
                new Blocked(
                        blocks.blocks().stream().map(WireBlock::of).toList(),
                        WirePagination.ofBlocks(page, limit, blocks.total())),
                "These are the blocks");
    }

    CallResult history(Request request) {
        BlockSubject subject =
                subject(request.query().text("userId"), request.query().text("address"));
        return new CallResult(
                new History(blocks(request).history(subject).stream()
                        .map(WireBlock::of)
                        .toList()),
                "These are the changes");
    }

    private BlockList blocks(Request request) {
        return participants.desk(request.caller()).blocks();
    }

    private static BlockSubject subjectOf(Request request) {
        return subject(request.body().text("userId"), request.body().text("address"));
    }

    private static BlockSubject subject(Optional<String> userId, Optional<String> address) {
        if (userId.isPresent() == address.isPresent()) {
            throw invalid("exactly one of userId and address is required");
        }
        if (userId.isPresent()) {
            return userId.filter(CustomerId::isValid)
                    .map(id -> BlockSubject.customer(new CustomerId(id)))
                    .orElseThrow(() -> invalid("userId must be the id of a customer"));
        }
        return address.flatMap(NetworkAddress::parse)
                .map(BlockSubject::address)
                .orElseThrow(() -> invalid("address must be an IPv4 or IPv6 address"));
    }

    private static Refusal invalid(String message) {
        return new Refusal(WireError.VALIDATION_ERROR, message);
    }

    private record Unblocked(
            @Nullable String userId, @Nullable String address, boolean blocked) {}

    private record Blocked(List<WireBlock> blocks, WirePagination pagination) {}

    private record History(List<WireBlock> changes) {}
}
