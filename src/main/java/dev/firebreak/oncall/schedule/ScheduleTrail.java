package dev.firebreak.oncall.schedule;

import dev.firebreak.access.Audit;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogReloaded;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Rota;
import dev.firebreak.text.Hash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notices at the start that new time zone rules move hand-overs, and writes an audit row about who is on call when
 * (guarantees.md C8). Shifts are computed from the rules whenever they are needed, so they follow by themselves; a node
 * gets new rules with another Java. A rota that was edited is no such change: the catalogue's own audit row names it.
 */
@Component
class ScheduleTrail implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleTrail.class);
    private static final String CHAIN = "catalogue";
    private static final Duration AHEAD = Duration.ofDays(400);

    private record HandOver(Instant at, String person) {

        static HandOver of(String line) {
            var word = line.split(" ", 2);
            return new HandOver(Instant.parse(word[0]), word[1]);
        }

        @Override
        public String toString() {
            return at + " " + person;
        }
    }

    private record Stored(String definition, String planHash, String handOvers) {}

    private final CurrentCatalog catalog;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ScheduleTrail(
            CurrentCatalog catalog,
            Audit audit,
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.catalog = catalog;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        compareAll(catalog.current());
    }

    @EventListener
    void reloaded(CatalogReloaded event) {
        compareAll(event.current());
    }

    private void compareAll(Catalog current) {
        current.rotas().values().forEach(rota -> transaction.executeWithoutResult(status -> compare(rota)));
    }

    /** The node that replaces the stored plan writes the audit row, so that of two nodes one does. */
    private void compare(Rota rota) {
        var now = clock.instant();
        var plan = plan(rota, now, now.plus(AHEAD));
        var text = String.join("\n", plan.stream().map(HandOver::toString).toList());
        var stored = jdbc.sql("select definition, plan_hash, hand_overs from on_call_plan where rota = ?")
                .param(rota.name())
                .query((row, n) -> new Stored(row.getString(1), row.getString(2), row.getString(3)))
                .optional();
        if (stored.isEmpty()) {
            jdbc.sql("insert into on_call_plan (rota, definition, plan_hash, hand_overs) values (?, ?, ?, ?)"
                            + " on conflict do nothing")
                    .params(rota.name(), definition(rota), Hash.sha256(text), text)
                    .update();
            return;
        }
        var replaced = jdbc.sql("""
                        update on_call_plan set definition = ?, plan_hash = ?, hand_overs = ?
                        where rota = ? and plan_hash = ?""")
                .params(
                        definition(rota),
                        Hash.sha256(text),
                        text,
                        rota.name(),
                        stored.get().planHash())
                .update();
        if (replaced == 1 && stored.get().definition().equals(definition(rota))) {
            record(rota, future(stored.get(), now), plan);
        }
    }

    private void record(Rota rota, List<HandOver> before, List<HandOver> after) {
        if (before.isEmpty()) {
            return;
        }
        var known = before.get(before.size() - 1).at();
        var gone = without(before, after);
        var come = without(after, before).stream()
                .filter(handOver -> !handOver.at().isAfter(known))
                .toList();
        if (gone.isEmpty() && come.isEmpty()) {
            return;
        }
        var facts = Map.of(
                "rota", rota.name(),
                "zone", rota.zone().getId(),
                "rules", rules(rota),
                "planned", first(gone),
                "now", first(come),
                "changed", String.valueOf(Math.max(gone.size(), come.size())));
        audit.record(CHAIN, "time zone rules", "on-call.recomputed", facts);
        LOG.warn("New time zone rules change who is on call: {}", facts);
    }

    private static List<HandOver> plan(Rota rota, Instant from, Instant until) {
        var plan = new ArrayList<HandOver>();
        var shift = Shift.of(rota, from);
        while (shift.isPresent() && shift.get().until().isBefore(until)) {
            shift = Shift.of(rota, shift.get().until());
            shift.ifPresent(
                    next -> plan.add(new HandOver(next.from(), next.person().id())));
        }
        return plan;
    }

    private static List<HandOver> future(Stored stored, Instant now) {
        return stored.handOvers()
                .lines()
                .map(HandOver::of)
                .filter(handOver -> handOver.at().isAfter(now))
                .toList();
    }

    private static List<HandOver> without(List<HandOver> some, List<HandOver> others) {
        return some.stream().filter(handOver -> !others.contains(handOver)).toList();
    }

    private static String first(List<HandOver> handOvers) {
        return handOvers.isEmpty() ? "none" : handOvers.get(0).toString();
    }

    private static String definition(Rota rota) {
        var layers = rota.layers().stream()
                .map(layer -> {
                    var people =
                            layer.people().stream().map(person -> person.id()).toList();
                    return layer.zone() + "|" + layer.start() + "|" + layer.shift() + "|" + people + "|"
                            + layer.hours();
                })
                .toList();
        return Hash.sha256(rota.zone().getId() + layers);
    }

    /** The version of the rules, such as 2026a; empty for a fixed offset. */
    private static String rules(Rota rota) {
        return ZoneRulesProvider.getAvailableZoneIds().contains(rota.zone().getId())
                ? ZoneRulesProvider.getVersions(rota.zone().getId()).lastKey()
                : "";
    }
}
