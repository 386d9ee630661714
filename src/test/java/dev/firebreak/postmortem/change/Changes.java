package dev.firebreak.postmortem.change;

import dev.firebreak.postmortem.change.ShownChange.State;
import java.time.Instant;
import java.util.UUID;

/** Changes of examples. */
final class Changes {

    private Changes() {}

    static ActionChange of(String kind, String file, String setting, String content, String found, String written) {
        return new ActionChange(
                UUID.randomUUID(),
                7,
                kind,
                file,
                setting,
                content,
                found,
                written,
                State.PROPOSED,
                "",
                "rex",
                Instant.EPOCH,
                null,
                null,
                null);
    }
}
