package dev.helpline.chat.client.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The range of a list that makes up a page. */
final class FakePage {
    final int from;
    final int to;
    private final int total;

    private FakePage(int from, int to, int total) {
        this.from = Math.min(Math.max(0, from), total);
        this.to = Math.min(Math.max(0, to), total);
        this.total = total;
    }

    static FakePage numbered(int page, int limit, int total) {
        return from((page - 1) * limit, limit, total);
    }

    static FakePage from(int from, int limit, int total) {
        return new FakePage(from, from + limit, total);
    }

    static FakePage before(int to, int limit, int total) {
        return new FakePage(to - limit, to, total);
    }

    <T> List<T> of(List<T> items) {
        return items.subList(from, to);
    }

    boolean hasNext() {
        return to < total;
    }

    boolean hasPrevious() {
        return from > 0;
    }

    ObjectNode pagination(int page, int limit, String totalName) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("currentPage", page)
                .put("totalPages", (total + limit - 1) / limit)
                .put(totalName, total)
                .put("hasNext", hasNext())
                .put("hasPrevious", page > 1);
    }
}
