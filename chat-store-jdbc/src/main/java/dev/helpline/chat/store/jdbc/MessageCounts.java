package dev.helpline.chat.store.jdbc;

import dev.helpline.chat.spi.SessionId;
import dev.helpline.chat.spi.entry.ParticipantType;
import dev.helpline.chat.spi.store.SeqRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Counts messages in parts of many logs with one statement: one select per session, each of which reads a range of the primary key. With
 * the ranges joined by {@code or}, H2 would read the whole table.
 */
final class MessageCounts {
    /** Sessions per statement; the parsers of databases do not like thousands of selects in one. */
    private static final int AT_ONCE = 128;

    private static final String ONE = """
            select session_id, count(*) as messages
              from <prefix>entry
             where session_id = :session%1$d and seq > :after%1$d and seq <= :upTo%1$d
               and kind = 'MESSAGE' and audience = 'ALL' and author_type in (<authors>)
             group by session_id
            """;

    private MessageCounts() {}

    static Map<SessionId, Long> count(Handle handle, Map<SessionId, SeqRange> parts, Set<ParticipantType> authors) {
        Map<SessionId, Long> counts = new HashMap<>();
        List<Map.Entry<SessionId, SeqRange>> all = List.copyOf(parts.entrySet());
        for (int from = 0; from < all.size() && !authors.isEmpty(); from += AT_ONCE) {
            count(handle, all.subList(from, Math.min(all.size(), from + AT_ONCE)), authors, counts);
        }
        return counts;
    }

    private static void count(
            Handle handle,
            List<Map.Entry<SessionId, SeqRange>> parts,
            Set<ParticipantType> authors,
            Map<SessionId, Long> counts) {
        List<Map.Entry<SessionId, SeqRange>> padded = Lists.padded(parts, part -> part);
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < padded.size(); i++) {
            sql.append(i == 0 ? "" : " union all ").append(ONE.formatted(i));
        }
        Query query = handle.createQuery(sql.toString())
                .bindList("authors", authors.stream().map(Enum::name).sorted().toList());
        for (int i = 0; i < padded.size(); i++) {
            query.bind("session" + i, padded.get(i).getKey().value())
                    .bind("after" + i, padded.get(i).getValue().afterSeq())
                    .bind("upTo" + i, padded.get(i).getValue().upToSeq());
        }
        query.map((row, context) -> Map.entry(new SessionId(row.getString("session_id")), row.getLong("messages")))
                .forEach(counted -> counts.put(counted.getKey(), counted.getValue()));
    }
}
