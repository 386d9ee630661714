package dev.firebreak.oncall.override;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface of overrides. */
@RestController
@RequestMapping("/api/on-call/overrides")
class OverridesController {

    private final Overrides overrides;

    OverridesController(Overrides overrides) {
        this.overrides = overrides;
    }

    /** @param rota null for every rota */
    record OverrideView(
            UUID id,
            String kind,
            String rota,
            String person,
            String insteadOf,
            Instant starts,
            Instant ends,
            String reason,
            String by) {

        static OverrideView of(ShiftOverride one) {
            return new OverrideView(
                    one.id(),
                    one.kind().name().toLowerCase(java.util.Locale.ROOT),
                    one.rota(),
                    one.person().id(),
                    one.insteadOf(),
                    one.starts(),
                    one.ends(),
                    one.reason(),
                    one.by());
        }
    }

    /** Those that are not over. */
    @GetMapping
    List<OverrideView> list() {
        return overrides.current().stream().map(OverrideView::of).toList();
    }

    /** A swap and a temporary schedule make several. */
    @PostMapping
    ResponseEntity<List<OverrideView>> create(@RequestBody OverrideRequest request, Principal by) {
        var made = overrides.create(request, by.getName());
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(made.stream().map(OverrideView::of).toList());
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> end(@PathVariable UUID id, Principal by) {
        overrides.end(id, by.getName());
        return ResponseEntity.noContent().build();
    }
}
