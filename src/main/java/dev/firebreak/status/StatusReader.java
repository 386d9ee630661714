package dev.firebreak.status;

import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.status.StatusPage.Component;
import dev.firebreak.status.StatusPage.Day;
import dev.firebreak.status.StatusPage.Maintenance;
import dev.firebreak.status.StatusPage.Published;
import dev.firebreak.status.StatusPage.Update;
import dev.firebreak.status.StatusPosts.Post;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Computes the page from the posts and the record. */
@Service
class StatusReader {

    /** The days of the uptime bars. */
    static final int DAYS = 90;

    /** The days whose incidents are listed. */
    static final int SHOWN_DAYS = 15;

    private final StatusPosts posts;
    private final PublicMaintenance maintenance;
    private final StatusSettings settings;
    private final Clock clock;

    StatusReader(StatusPosts posts, PublicMaintenance maintenance, StatusSettings settings, Clock clock) {
        this.posts = posts;
        this.maintenance = maintenance;
        this.settings = settings;
        this.clock = clock;
    }

    StatusPage read() {
        var now = clock.instant();
        var first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1L);
        var found = posts.since(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                settings.components().keySet());
        var byIncident = new LinkedHashMap<String, List<Post>>();
        found.forEach(post -> byIncident
                .computeIfAbsent(post.incident(), id -> new ArrayList<>())
                .add(post));
        var incidents = byIncident.values().stream().map(posts -> posts.get(0)).toList();
        var planned = maintenance.at(now);
        var components = settings.components().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(entry -> component(
                        entry.getValue(),
                        incidents.stream()
                                .filter(one -> one.service().equals(entry.getKey()))
                                .toList(),
                        planned,
                        first,
                        now))
                .toList();
        var published = byIncident.values().stream()
                .map(this::published)
                .sorted(Comparator.comparing(Published::startedAt).reversed())
                .toList();
        var shown = now.minus(Duration.ofDays(SHOWN_DAYS));
        return new StatusPage(
                settings.title(),
                components.stream().map(Component::state).reduce(ComponentState.OPERATIONAL, ComponentState::worse),
                components,
                published.stream().filter(one -> one.resolvedAt() == null).toList(),
                planned,
                published.stream()
                        .filter(one ->
                                one.resolvedAt() != null && one.resolvedAt().isAfter(shown))
                        .toList());
    }

    private Published published(List<Post> posts) {
        var incident = posts.get(0);
        var updates = new ArrayList<Update>();
        posts.forEach(post -> updates.add(new Update(post.postedAt(), words(post.status()), post.text())));
        if (incident.resolvedAt() != null
                && posts.get(posts.size() - 1).status().isOpen()) {
            updates.add(new Update(incident.resolvedAt(), words(incident.now()), PublishedIncident.OVER));
        }
        Collections.reverse(updates);
        return new Published(
                incident.incident(),
                settings.components().get(incident.service()),
                words(incident.now()),
                ComponentState.impact(incident.severity()),
                incident.openedAt(),
                incident.resolvedAt(),
                updates);
    }

    /** Merged and cancelled incidents, too, are over for everybody outside. */
    private static String words(IncidentStatus status) {
        return status.isOpen() ? status.name().toLowerCase(Locale.ROOT) : "resolved";
    }

    private static Component component(
            String name, List<Post> incidents, List<Maintenance> planned, LocalDate first, Instant now) {
        var isMaintained =
                planned.stream().anyMatch(one -> one.isOn() && one.component().equals(name));
        var state = incidents.stream()
                .map(one -> ComponentState.now(one.severity(), one.now()))
                .reduce(isMaintained ? ComponentState.MAINTENANCE : ComponentState.OPERATIONAL, ComponentState::worse);
        var days = new ArrayList<Day>();
        var out = Duration.ZERO;
        for (var n = 0; n < DAYS; n++) {
            var day = first.plusDays(n);
            var from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            var to = earlier(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(), now);
            var outOfDay = outage(incidents, from, to);
            out = out.plus(outOfDay);
            days.add(new Day(day, worst(incidents, from, to), uptime(outOfDay, Duration.between(from, to))));
        }
        var begin = first.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Component(name, state, uptime(out, Duration.between(begin, now)), days);
    }

    private static ComponentState worst(List<Post> incidents, Instant from, Instant to) {
        return incidents.stream()
                .filter(one -> !overlap(one, from, to).isZero())
                .map(one -> ComponentState.impact(one.severity()))
                .reduce(ComponentState.OPERATIONAL, ComponentState::worse);
    }

    /** The time in which at least one outage was on; two at once count once. */
    private static Duration outage(List<Post> incidents, Instant from, Instant to) {
        var sorted = incidents.stream()
                .filter(one -> ComponentState.impact(one.severity()).isOutage())
                .filter(one -> !overlap(one, from, to).isZero())
                .sorted(Comparator.comparing(Post::openedAt))
                .toList();
        var total = Duration.ZERO;
        var counted = from;
        for (var one : sorted) {
            var start = later(later(one.openedAt(), from), counted);
            var end = earlier(end(one, to), to);
            if (end.isAfter(start)) {
                total = total.plus(Duration.between(start, end));
                counted = end;
            }
        }
        return total;
    }

    private static Duration overlap(Post one, Instant from, Instant to) {
        var start = later(one.openedAt(), from);
        var end = earlier(end(one, to), to);
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }

    private static Instant end(Post one, Instant open) {
        return one.resolvedAt() == null ? open : one.resolvedAt();
    }

    private static double uptime(Duration out, Duration all) {
        return all.isZero() || all.isNegative() ? 100 : 100 - 100.0 * out.toMillis() / all.toMillis();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
