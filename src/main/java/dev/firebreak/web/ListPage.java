package dev.firebreak.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * One page of a list, in the order of the list.
 *
 * @param before the cursor of the page before, or null
 * @param after the cursor of the next page, or null
 */
public record ListPage<T>(List<T> rows, String before, String after) {

    /**
     * A page of what was found.
     *
     * @param found up to {@code size + 1} rows from the cursor on, in the order in which they were read
     * @param cursor the text that names a row
     */
    public static <T> ListPage<T> of(PageRequest asked, List<T> found, int size, Function<T, String> cursor) {
        var isMore = found.size() > size;
        var rows = new ArrayList<>(found.subList(0, Math.min(size, found.size())));
        if (asked.isBackward()) {
            Collections.reverse(rows);
        }
        if (rows.isEmpty()) {
            return new ListPage<>(List.of(), null, null);
        }
        var hasBefore = asked.isBackward() ? isMore : !asked.isFirst();
        var hasAfter = asked.isBackward() || isMore;
        return new ListPage<>(
                List.copyOf(rows),
                hasBefore ? cursor.apply(rows.get(0)) : null,
                hasAfter ? cursor.apply(rows.get(rows.size() - 1)) : null);
    }

    /** Answers the current request with the rows; the {@code Link} header (RFC 8288) names the pages around it. */
    public ResponseEntity<List<T>> answer(PublicAddress address) {
        var links = Stream.of(
                        after == null ? null : link(address, "after", after, "next"),
                        before == null ? null : link(address, "before", before, "prev"),
                        link(address, null, null, "first"))
                .filter(link -> link != null)
                .collect(Collectors.joining(", "));
        return ResponseEntity.ok().header(HttpHeaders.LINK, links).body(rows);
    }

    private static String link(PublicAddress address, String name, String cursor, String relation) {
        var target = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("page")
                .replaceQueryParam("after")
                .replaceQueryParam("before");
        if (name != null) {
            target.queryParam(name, UriUtils.encode(cursor, StandardCharsets.UTF_8));
        }
        var parts = target.build(); // the request's own query is encoded already
        var query = parts.getQuery() == null ? "" : "?" + parts.getQuery();
        return "<" + address.at(parts.getPath() + query) + ">; rel=\"" + relation + "\"";
    }
}
