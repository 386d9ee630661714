package dev.firebreak.access.audit.http;

import dev.firebreak.access.audit.anchor.RestoreCheck;
import dev.firebreak.web.RejectUnknownFields;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP endpoints for a database that was restored from a backup: what it lacks, and the administrator's word. */
@RestController
@RequestMapping("/api/audit/restore")
class RestoreController {

    /** @param reason what was restored and why, for the audit */
    @RejectUnknownFields
    record Confirmation(@NotBlank @Size(max = 400) String reason) {}

    private final RestoreCheck restore;

    RestoreController(RestoreCheck restore) {
        this.restore = restore;
    }

    @GetMapping
    Map<String, Object> restore() {
        return restore.toConfirm()
                .<Map<String, Object>>map(why -> Map.of("unconfirmed", true, "why", why))
                .orElseGet(() -> Map.of("unconfirmed", false));
    }

    @PostMapping
    Map<String, Object> confirm(@Valid @RequestBody Confirmation request, Principal by) {
        if (!restore.confirm(by.getName(), request.reason())) {
            throw new NothingToConfirm();
        }
        return restore();
    }

    /** No restore waits for a confirmation: 409. */
    private static class NothingToConfirm extends ErrorResponseException {

        private static final long serialVersionUID = 1L;

        NothingToConfirm() {
            super(HttpStatus.CONFLICT);
            setTitle("Nothing to confirm");
            setDetail("No restored database waits for a confirmation.");
        }
    }
}
