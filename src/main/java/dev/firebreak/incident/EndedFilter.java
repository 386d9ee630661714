package dev.firebreak.incident;

import dev.firebreak.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which ended incidents a list shows.
 *
 * @param severities empty for all
 * @param service its name; empty for all
 * @param words each is a part of the title, the service or the number, in whatever case; empty for all
 */
public record EndedFilter(Set<Severity> severities, String service, List<String> words) {

    /** Shows all. */
    public static final EndedFilter ALL = new EndedFilter(Set.of(), "", List.of());

    /** Further conditions of a query of the table {@code incident}; empty if all pass. */
    String condition() {
        var sql = new StringBuilder();
        if (!severities.isEmpty()) {
            sql.append(" and severity in (:severities)");
        }
        if (!service.isEmpty()) {
            sql.append(" and service = :service");
        }
        for (var n = 0; n < words.size(); n++) {
            sql.append(" and lower(title || ' ' || service || ' ' || id) like :word")
                    .append(n)
                    .append(" escape '!'");
        }
        return sql.toString();
    }

    /** The values of {@link #condition()}. */
    Map<String, Object> parameters() {
        var parameters = new HashMap<String, Object>();
        parameters.put("severities", severities.stream().map(Enum::name).toList());
        parameters.put("service", service);
        for (var n = 0; n < words.size(); n++) {
            parameters.put("word" + n, Text.likePattern(words.get(n).toLowerCase(Locale.ROOT)));
        }
        return parameters;
    }
}
