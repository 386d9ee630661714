package dev.firebreak.probe.declaration;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogGuard;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Keeps the targets in the catalogue that probes look at: without one its probe would fail for ever. */
@Component
class ProbeTargets implements CatalogGuard {

    private final CurrentDeclarations declared;

    ProbeTargets(CurrentDeclarations declared) {
        this.declared = declared;
    }

    /** A target that was missing before is no reason to refuse a change of something else. */
    @Override
    public List<Objection> objections(Catalog current, Catalog next) {
        return declared.get().probes().values().stream()
                .filter(probe -> Objects.nonNull(probe.target()))
                .filter(probe -> current.target(probe.target()).isPresent()
                        && next.target(probe.target()).isEmpty())
                .map(probe -> new Objection(
                        "targets." + probe.target(), "the probe " + probe.name() + " looks at it, so it has to stay"))
                .toList();
    }
}
