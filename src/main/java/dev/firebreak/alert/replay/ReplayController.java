package dev.firebreak.alert.replay;

import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.RejectUnknownFields;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: the payloads that the journal keeps, and their replay. */
@RestController
@RequestMapping("/api/payloads")
class ReplayController {

    private static final Duration DAY = Duration.ofDays(1);

    private final Replay replay;
    private final Clock clock;

    ReplayController(Replay replay, Clock clock) {
        this.replay = replay;
        this.clock = clock;
    }

    /** Which payloads. */
    @RejectUnknownFields
    record Chosen(List<UUID> ids) {}

    /** @param replayed how many are applied again */
    record Answer(int replayed) {}

    /** Those of the last day, unless the call says otherwise. */
    @GetMapping
    List<KeptPayload> find(
            @RequestParam(defaultValue = "") String source,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to) {
        var until = to == null ? clock.instant() : time("to", to);
        return replay.find(source, from == null ? until.minus(DAY) : time("from", from), until);
    }

    @PostMapping("/dry-run")
    List<ReplayedPayload> dryRun(@RequestBody Chosen chosen, Principal by) {
        return replay.dryRun(chosen.ids(), by.getName());
    }

    @PostMapping("/replay")
    Answer replay(@RequestBody Chosen chosen, Principal by) {
        return new Answer(replay.forReal(chosen.ids(), by.getName()));
    }

    private static Instant time(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new FieldInvalid(field, "must be a time with an offset, such as 2026-11-22T07:16:30Z");
        }
    }
}
