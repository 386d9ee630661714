package dev.firebreak.engine.release;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.engine.release.difference.ModelDifference;
import dev.firebreak.web.RejectUnknownFields;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface of guarded models: list, difference, release, restore, withdraw. */
@RestController
class ReleaseController {

    private final ModelRelease release;
    private final ModelRestore restore;

    ReleaseController(ModelRelease release, ModelRestore restore) {
        this.release = release;
        this.restore = restore;
    }

    /** @param sha256 of the difference, from {@code GET /api/models/{key}/versions/{number}} */
    @RejectUnknownFields
    record Release(@NotBlank String sha256) {}

    @RejectUnknownFields
    record Withdrawal(@Size(max = 500) String reason) {}

    /**
     * The guarded models.
     *
     * @param inForce the versions that the engine uses
     * @param proposals those that wait, then the newest decided ones
     */
    record Models(List<ModelDifference.Replaced> inForce, List<ModelProposal> proposals) {}

    /** @param difference what it would change now; null once it is decided */
    record Proposed(ModelProposal proposal, ModelDifference difference) {}

    @GetMapping("/api/models")
    Models models() {
        return new Models(release.inForce(), release.list());
    }

    /** A version that waits or waited for release. Its number is that of its proposal. */
    @GetMapping("/api/models/{key}/versions/{number}")
    Proposed proposal(@PathVariable String key, @PathVariable long number) {
        var proposal = release.get(key, number);
        return new Proposed(proposal, proposal.isWaiting() ? release.difference(number) : null);
    }

    @PostMapping("/api/models/{key}/versions/{number}/release")
    ModelProposal release(
            @PathVariable String key,
            @PathVariable long number,
            @Valid @RequestBody Release seen,
            PersonAuthentication by) {
        release.get(key, number);
        return release.release(number, seen.sha256(), by.person());
    }

    /** @param number the version, counted by the engine from 1 */
    @PostMapping("/api/models/{key}/versions/{number}/restore")
    ModelRestore.Restored restore(@PathVariable String key, @PathVariable int number, PersonAuthentication by) {
        return restore.restore(key, number, by.person());
    }

    @PostMapping("/api/models/{key}/versions/{number}/withdraw")
    ModelProposal withdraw(
            @PathVariable String key,
            @PathVariable long number,
            @Valid @RequestBody Withdrawal withdrawal,
            PersonAuthentication by) {
        release.get(key, number);
        return release.withdraw(number, withdrawal.reason(), by.person());
    }
}
