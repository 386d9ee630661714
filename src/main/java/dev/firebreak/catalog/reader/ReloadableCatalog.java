package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogGuard;
import dev.firebreak.catalog.CatalogGuard.Objection;
import dev.firebreak.catalog.CatalogInvalid;
import dev.firebreak.catalog.CatalogReloaded;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.reload.PreparedReload;
import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.reload.ReloadUnit;
import dev.firebreak.reload.UnitFiles;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The catalogue that its file replaces while Firebreak runs. */
@Component
class ReloadableCatalog implements CurrentCatalog, ReloadUnit {

    private static final Logger log = LoggerFactory.getLogger(ReloadableCatalog.class);

    private final CatalogFile file;
    private final ObjectProvider<CatalogGuard> guards;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile Loaded loaded;

    private record Loaded(UnitFiles file, Catalog catalog) {}

    ReloadableCatalog(
            Environment environment,
            ObjectProvider<CatalogGuard> guards,
            ApplicationEventPublisher events,
            Clock clock) {
        this.file = CatalogFile.of(environment);
        this.guards = guards;
        this.events = events;
        this.clock = clock;
        var content = CatalogFile.read(file.location());
        this.loaded = new Loaded(content, reader(content).read(content));
    }

    @Override
    public Catalog current() {
        return loaded.catalog();
    }

    @Override
    public String name() {
        return "catalogue";
    }

    @Override
    public UnitFiles inForce() {
        return loaded.file();
    }

    /** A file that is gone is an error: the catalogue of the jar never takes the place of an owner's. */
    @Override
    public UnitFiles read() {
        var location = file.location();
        var now = inForce().location();
        try {
            return CatalogFile.read(CatalogFile.isInJar(location) && !CatalogFile.isInJar(now) ? now : location);
        } catch (CatalogInvalid e) {
            throw new ReloadRefused(e.errors());
        }
    }

    @Override
    public PreparedReload prepare(UnitFiles content) {
        try {
            var reader = reader(content);
            var next = reader.read(content);
            var before = current();
            reader.refuse(objections(before, next));
            return new PreparedReload(CatalogDifference.between(before, next), () -> swap(new Loaded(content, next)));
        } catch (CatalogInvalid e) {
            throw new ReloadRefused(e.errors());
        }
    }

    private List<Objection> objections(Catalog before, Catalog next) {
        var objections = new ArrayList<Objection>();
        var now = clock.instant();
        if (next.ladder().stream()
                .map(next.rotas()::get)
                .noneMatch(rota -> !rota.begins().isAfter(now))) {
            objections.add(new Objection("ladder", "no rota of it has begun, so no one would be paged now"));
        }
        guards.orderedStream().forEach(guard -> objections.addAll(guard.objections(before, next)));
        return objections;
    }

    private void swap(Loaded next) {
        loaded = next;
        try {
            events.publishEvent(new CatalogReloaded(next.catalog()));
        } catch (RuntimeException e) {
            log.warn("The catalogue is in force, but not everybody who wants to know it was told", e);
        }
    }

    private static CatalogReader reader(UnitFiles content) {
        return new CatalogReader(CatalogFile.name(content.location()));
    }
}
