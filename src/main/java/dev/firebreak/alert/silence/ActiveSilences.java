package dev.firebreak.alert.silence;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The silences that hold alerts at this moment, as this node read them last: a batch of alerts asks the database nothing.
 * What a person changes on another node counts here after the next round of {@link SilenceRelease}.
 */
@Component
public class ActiveSilences {

    private record Active(Silence silence, Instant until) {}

    private final Silences silences;
    private volatile List<Active> active = List.of();

    ActiveSilences(Silences silences) {
        this.silences = silences;
    }

    /** Reads them again. */
    public void refresh(Instant now) {
        active = silences.current().stream()
                .flatMap(one -> one.activeUntil(now).map(until -> new Active(one, until)).stream())
                .toList();
    }

    /** How many hold alerts. */
    public int count(Instant now) {
        return at(now).size();
    }

    List<Silence> at(Instant now) {
        return active.isEmpty()
                ? List.of()
                : active.stream()
                        .filter(one -> now.isBefore(one.until()))
                        .map(Active::silence)
                        .toList();
    }
}
