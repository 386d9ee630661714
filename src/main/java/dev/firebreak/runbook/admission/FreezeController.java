package dev.firebreak.runbook.admission;

import dev.firebreak.text.Text;
import dev.firebreak.web.RejectUnknownFields;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface of the freeze switch. */
@RestController
class FreezeController {

    private static final int REASON = 500;

    private final FreezeSwitch freeze;

    FreezeController(FreezeSwitch freeze) {
        this.freeze = freeze;
    }

    @RejectUnknownFields
    record Freeze(@NotNull Boolean frozen, @NotBlank String reason) {}

    @GetMapping("/api/freeze")
    Map<String, Object> state() {
        var why = freeze.frozen();
        return Map.of("frozen", why.isPresent(), "why", why.orElse(""));
    }

    @PutMapping("/api/freeze")
    Map<String, Object> set(@Valid @RequestBody Freeze order, Principal by) {
        freeze.set(order.frozen(), Text.shown(order.reason(), REASON), by.getName());
        return state();
    }
}
