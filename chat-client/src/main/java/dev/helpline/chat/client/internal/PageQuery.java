package dev.helpline.chat.client.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The parameters of a request for a page of a list: filters, and the place and length of the page. Not thread-safe. */
public final class PageQuery {
    private static final String PAGE = "page";
    private static final String AFTER = "after";

    private final Map<String, List<String>> parameters = new LinkedHashMap<>();

    /** The first page of the whole list. */
    public PageQuery() {}

    /** Returns an independent copy. */
    public PageQuery copy() {
        PageQuery copy = new PageQuery();
        parameters.forEach((name, values) -> copy.parameters.put(name, new ArrayList<>(values)));
        return copy;
    }

    /** Sets a parameter. */
    public void put(String name, String value) {
        parameters.remove(name);
        add(name, value);
    }

    /** Adds a value of a parameter that is a list. */
    public void add(String name, String value) {
        parameters.computeIfAbsent(name, absent -> new ArrayList<>()).add(Objects.requireNonNull(value, name));
    }

    /** Sets the number of the page, from 1, in place of a cursor. */
    public void page(int page) {
        put(PAGE, Query.positive(page, PAGE));
        parameters.remove(AFTER);
    }

    /** Sets the cursor behind which the page begins, in place of a number. */
    public void after(String cursor) {
        put(AFTER, cursor);
        parameters.remove(PAGE);
    }

    /** Sets the most items on the page, from 1. */
    public void limit(int limit) {
        put("limit", Query.positive(limit, "limit"));
    }

    /** Adds the parameters to a URL. */
    public void addTo(Query url) {
        parameters.forEach((name, values) -> values.forEach(value -> url.add(name, value)));
    }

    /** Contains the names of the parameters, not their values. */
    @Override
    public String toString() {
        return parameters.keySet().toString();
    }
}
