package dev.firebreak.logwatch.journald;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogGuard;
import dev.firebreak.logwatch.LogWatchSettings;
import java.util.List;
import org.springframework.stereotype.Component;

/** Keeps the hosts whose journals are watched in the catalogue: without them the start would be refused, too. */
@Component
class JournalTargets implements CatalogGuard {

    private final LogWatchSettings settings;

    JournalTargets(LogWatchSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Objection> objections(Catalog current, Catalog next) {
        return settings.journals().stream()
                .filter(journal -> next.target(journal.target())
                        .filter(target -> target.kind().equals("host"))
                        .isEmpty())
                .map(journal -> new Objection(
                        "targets." + journal.target(),
                        "the journal of this host is watched (firebreak.log-watch.journals), so it has to stay"))
                .toList();
    }
}
