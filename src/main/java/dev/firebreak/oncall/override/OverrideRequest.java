package dev.firebreak.oncall.override;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.RejectUnknownFields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a person asks for.
 *
 * @param kind {@code override}, {@code swap}, {@code holiday} or {@code temporary}; an override if it is missing
 * @param rota missing for every rota; a temporary schedule needs one
 * @param person who takes over; not for a temporary schedule
 * @param insteadOf whose shifts; a swap and a holiday cover need one
 * @param starts now if it is missing or past
 * @param swapStarts when the other one takes over from {@code person} in turn; only for a swap
 * @param people who take turns; only for a temporary schedule
 * @param handOver after how long, whole hours, such as PT24H; only for a temporary schedule
 */
@RejectUnknownFields
public record OverrideRequest(
        String kind,
        String rota,
        String person,
        String insteadOf,
        Instant starts,
        Instant ends,
        Instant swapStarts,
        Instant swapEnds,
        List<String> people,
        Duration handOver,
        String reason) {

    private static final int MOST_TURNS = 100;
    private static final int REASON = 500;
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Throws {@link FieldInvalid} for what makes no sense, so that no override leaves a rota to nobody. */
    List<ShiftOverride> toOverrides(Catalog catalog, Instant now, String by) {
        var made = new Maker(catalog, now, by);
        return switch (wanted()) {
            case SWAP -> made.swap();
            case HOLIDAY -> List.of(made.override(person, required("insteadOf", insteadOf), starts, ends));
            case TEMPORARY -> made.turns();
            default -> List.of(made.override(person, insteadOf, starts, ends));
        };
    }

    private OverrideKind wanted() {
        var allowed = List.of(OverrideKind.OVERRIDE, OverrideKind.SWAP, OverrideKind.HOLIDAY, OverrideKind.TEMPORARY);
        return isBlank(kind)
                ? OverrideKind.OVERRIDE
                : allowed.stream()
                        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(kind))
                        .findFirst()
                        .orElseThrow(
                                () -> new FieldInvalid("kind", "must be one of override, swap, holiday, temporary"));
    }

    private static String required(String field, String value) {
        if (isBlank(value)) {
            throw new FieldInvalid(field, "is missing");
        }
        return value;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private final class Maker {

        private final Catalog catalog;
        private final Instant now;
        private final String by;

        Maker(Catalog catalog, Instant now, String by) {
            this.catalog = catalog;
            this.now = now;
            this.by = by;
            if (!isBlank(rota) && !catalog.rotas().containsKey(rota)) {
                throw new FieldInvalid(
                        "rota",
                        "there is no rota " + rota + " (known: "
                                + String.join(", ", catalog.rotas().keySet()) + ")");
            }
            if (reason != null && reason.length() > REASON) {
                throw new FieldInvalid("reason", "has more than " + REASON + " characters");
            }
        }

        List<ShiftOverride> swap() {
            required("rota", rota);
            var other = required("insteadOf", insteadOf);
            if (swapStarts == null || swapEnds == null) {
                throw new FieldInvalid("swapStarts", "a swap needs when " + other + " takes over in turn");
            }
            return List.of(override(person, other, starts, ends), override(other, person, swapStarts, swapEnds));
        }

        List<ShiftOverride> turns() {
            required("rota", rota);
            if (people == null || people.isEmpty()) {
                throw new FieldInvalid("people", "a temporary schedule needs people who take turns");
            }
            if (handOver == null || handOver.compareTo(HOUR) < 0) {
                throw new FieldInvalid("handOver", "must be one hour or more: 24 hours are PT24H");
            }
            var from = start("starts", starts);
            end("ends", from, ends);
            var turns = new ArrayList<ShiftOverride>();
            for (var at = from; at.isBefore(ends); at = at.plus(handOver)) {
                if (turns.size() == MOST_TURNS) {
                    throw new FieldInvalid("handOver", "makes more than " + MOST_TURNS + " turns");
                }
                var until = at.plus(handOver).isBefore(ends) ? at.plus(handOver) : ends;
                turns.add(override(people.get(turns.size() % people.size()), null, at, until));
            }
            return turns;
        }

        ShiftOverride override(String who, String whose, Instant begin, Instant finish) {
            var from = start("starts", begin);
            end("ends", from, finish);
            var to = known("person", who);
            var from2 = isBlank(whose) ? null : known("insteadOf", whose).id();
            if (to.id().equals(from2)) {
                throw new FieldInvalid("insteadOf", "nobody takes over from themselves");
            }
            return new ShiftOverride(
                    UUID.randomUUID(),
                    wanted(),
                    isBlank(rota) ? null : rota,
                    to,
                    from2,
                    from,
                    finish,
                    isBlank(reason) ? "" : reason.strip(),
                    by);
        }

        private Contact known(String field, String id) {
            return catalog.contact(required(field, id))
                    .filter(Contact::isPerson)
                    .orElseThrow(() -> new FieldInvalid(field, "the catalogue has no person " + id));
        }

        /** Who was on call stays: nothing begins in the past. */
        private Instant start(String field, Instant at) {
            return at == null || at.isBefore(now) ? now : at;
        }

        private void end(String field, Instant from, Instant at) {
            if (at == null || !at.isAfter(from)) {
                throw new FieldInvalid(field, "must be after the start, and in the future");
            }
            if (at.isAfter(now.plus(LONGEST))) {
                throw new FieldInvalid(field, "must be within a year");
            }
        }
    }

    /** The kinds that a request may name. */
    public static List<String> kinds() {
        return Arrays.stream(OverrideKind.values())
                .filter(kind -> kind != OverrideKind.CALENDAR)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
