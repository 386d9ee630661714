package dev.firebreak.board.models;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: what a process can do. */
@RestController
class ReachableStepsController {

    private final ReachableSteps steps;

    ReachableStepsController(ReachableSteps steps) {
        this.steps = steps;
    }

    /** @param version counted by the engine from 1; without it, the version in force */
    @GetMapping("/api/models/{key}/steps")
    List<ReachableStep> steps(@PathVariable String key, @RequestParam(required = false) Integer version) {
        return steps.of(key, version).orElseThrow(() -> unknown(key, version));
    }

    private static ErrorResponseException unknown(String key, Integer version) {
        var unknown = new ErrorResponseException(HttpStatus.NOT_FOUND);
        unknown.setDetail("There is no process " + key + (version == null ? "" : " in version " + version) + ".");
        return unknown;
    }
}
