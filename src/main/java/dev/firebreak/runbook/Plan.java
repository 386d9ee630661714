package dev.firebreak.runbook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firebreak.text.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What exactly would be done. Approval is given to its hash, so that every word of it counts.
 *
 * @param summary markdown for the person who approves, at most about 3,000 characters
 * @param resources the exact ids acted on, such as a container's 64-character id or {@code pid@backend_start}
 * @param stateBefore what undo and probe need to know, by name
 * @param parameters everything {@code execute} needs, by name: it sees the plan, not the order
 * @param warnings what may be lost, what depends on it
 * @param obstacle why it can't be done at all, such as a target that is gone; null if it can
 */
public record Plan(
        String summary,
        List<String> resources,
        SortedMap<String, String> stateBefore,
        SortedMap<String, String> parameters,
        List<String> warnings,
        String obstacle) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    public Plan {
        resources = List.copyOf(resources);
        stateBefore = new TreeMap<>(stateBefore);
        parameters = new TreeMap<>(parameters);
        warnings = List.copyOf(warnings);
    }

    public static Plan to(String summary) {
        return new Plan(summary, List.of(), new TreeMap<>(), new TreeMap<>(), List.of(), null);
    }

    /** It can't be done: the step ends as refused and says why. */
    public static Plan impossible(String why) {
        return new Plan(why, List.of(), new TreeMap<>(), new TreeMap<>(), List.of(), why);
    }

    public Plan on(List<String> exactIds) {
        return new Plan(summary, exactIds, stateBefore, parameters, warnings, obstacle);
    }

    public Plan before(String name, Object value) {
        return new Plan(summary, resources, with(stateBefore, name, value), parameters, warnings, obstacle);
    }

    public Plan parameter(String name, Object value) {
        return new Plan(summary, resources, stateBefore, with(parameters, name, value), warnings, obstacle);
    }

    public Plan warning(String warning) {
        var more = new ArrayList<>(warnings);
        more.add(warning);
        return new Plan(summary, resources, stateBefore, parameters, more, obstacle);
    }

    /** It names nothing to act on: the world is already as it was to be, and nobody has to approve anything. */
    @JsonIgnore
    public boolean isNothing() {
        return resources.isEmpty() && obstacle == null;
    }

    @JsonIgnore
    public boolean isImpossible() {
        return obstacle != null;
    }

    /** Always the same text for the same plan: properties and maps sorted by name. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan of strings can't be written as JSON", e);
        }
    }

    public static Plan fromJson(String json) {
        try {
            return JSON.readValue(json, Plan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a plan that can't be read", e);
        }
    }

    /** SHA-256 of {@link #json()}, in hex. */
    public String hash() {
        return Hash.sha256(json());
    }

    private static SortedMap<String, String> with(SortedMap<String, String> map, String name, Object value) {
        var more = new TreeMap<>(map);
        more.put(name, String.valueOf(value));
        return more;
    }
}
