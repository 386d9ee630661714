package dev.firebreak.reload;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface: what this node has in force of the files that reload, and what it refuses. */
@RestController
class ReloadController {

    private final Reloads reloads;

    ReloadController(Reloads reloads) {
        this.reloads = reloads;
    }

    /** @param node the node that answers */
    record Answer(String node, List<ReloadStatus> units) {}

    @GetMapping("/api/reload")
    Answer status() {
        return new Answer(reloads.node(), reloads.status());
    }
}
