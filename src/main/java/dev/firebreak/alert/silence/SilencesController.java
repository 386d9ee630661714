package dev.firebreak.alert.silence;

import java.security.Principal;
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

/** HTTP interface of silences. */
@RestController
@RequestMapping("/api/silences")
class SilencesController {

    private final Silences silences;
    private final SilenceRelease release;

    SilencesController(Silences silences, SilenceRelease release) {
        this.silences = silences;
        this.release = release;
    }

    /** Those that are not over. */
    @GetMapping
    List<Silence> list() {
        return silences.current();
    }

    @PostMapping
    ResponseEntity<Silence> create(@RequestBody SilenceRequest request, Principal by) {
        var silence = silences.create(request, by.getName());
        release.wake();
        return ResponseEntity.status(HttpStatus.CREATED).body(silence);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> end(@PathVariable UUID id, Principal by) {
        silences.end(id, by.getName());
        release.wake();
        return ResponseEntity.noContent().build();
    }
}
