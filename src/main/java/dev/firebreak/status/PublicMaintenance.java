package dev.firebreak.status;

import dev.firebreak.alert.silence.Silence;
import dev.firebreak.alert.silence.Silences;
import dev.firebreak.status.StatusPage.Maintenance;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The maintenance that customers read of: windows with a text for them, now and in the next days. */
@Service
class PublicMaintenance {

    private static final Duration AHEAD = Duration.ofDays(14);

    private final Silences silences;
    private final StatusSettings settings;

    PublicMaintenance(Silences silences, StatusSettings settings) {
        this.silences = silences;
        this.settings = settings;
    }

    /** The first to begin first. */
    List<Maintenance> at(Instant now) {
        return silences.current().stream()
                .filter(one -> one.publicText() != null && settings.components().containsKey(one.service()))
                .flatMap(one -> maintenance(one, now).stream())
                .sorted(Comparator.comparing(Maintenance::starts))
                .toList();
    }

    private Optional<Maintenance> maintenance(Silence window, Instant now) {
        var component = settings.components().get(window.service());
        return window.activeUntil(now)
                .map(end -> new Maintenance(
                        component,
                        window.publicText(),
                        latest(end.minus(window.length()), window.startsAt()),
                        end,
                        true))
                .or(() -> window.nextAfter(now)
                        .filter(begin -> begin.isBefore(now.plus(AHEAD)))
                        .map(begin -> new Maintenance(
                                component, window.publicText(), begin, begin.plus(window.length()), false)));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
