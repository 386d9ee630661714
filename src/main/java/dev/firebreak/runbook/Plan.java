package dev.firebreak.runbook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firebreak.text.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What exactly a step is going to do. People approve the plan's hash, so a change of any field voids the approval.
 *
 * @param summary Markdown for the person who approves, at most about 3,000 characters
 * @param resources the exact ids to act on, such as a container's 64-character id or {@code pid@backend_start}
 * @param stateBefore what undo and probe need to know, by name
 * @param parameters everything that {@code execute} needs, by name; {@code execute} sees the plan, not the parameter
 *     record
 * @param warnings what may be lost and what depends on the target
 * @param obstacle why the step is impossible, such as a target that is gone; null if it is possible
 */
public record Plan(
        String summary,
        List<String> resources,
        SortedMap<String, String> stateBefore,
        SortedMap<String, String> parameters,
        List<String> warnings,
        String obstacle) {

    /** Characters of a table in the summary, so that the rest of the plan has room. */
    public static final int TABLE = 1_800;

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

    /** A plan of an impossible step: the step ends as refused, with this reason. */
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

    /** Whether the plan names nothing to act on: the wanted state already exists, so no approval is needed. */
    @JsonIgnore
    public boolean isNothing() {
        return resources.isEmpty() && obstacle == null;
    }

    @JsonIgnore
    public boolean isImpossible() {
        return obstacle != null;
    }

    /** Whether some of these exact ids are in the other plan, too. */
    public boolean sharesResourcesWith(Plan other) {
        return resources.stream().anyMatch(Set.copyOf(other.resources)::contains);
    }

    /** Canonical JSON: properties and maps are sorted by name, so equal plans have equal hashes. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the plan as JSON", e);
        }
    }

    public static Plan fromJson(String json) {
        try {
            return JSON.readValue(json, Plan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a plan that is not valid JSON", e);
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
