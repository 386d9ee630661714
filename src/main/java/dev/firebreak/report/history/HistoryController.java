package dev.firebreak.report.history;

import dev.firebreak.web.RejectUnknownFields;
import java.security.Principal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The import of a history over the API. */
@RestController
class HistoryController {

    private final History history;

    HistoryController(History history) {
        this.history = history;
    }

    /** @param csv with the columns opened, acknowledged, resolved, severity, service, cause */
    @RejectUnknownFields
    record Upload(String csv) {}

    @PostMapping("/api/history")
    History.Imported add(@RequestBody Upload upload, Principal by) {
        return history.add(upload.csv() == null ? "" : upload.csv(), by.getName());
    }
}
