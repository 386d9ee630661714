package dev.firebreak.report.history;

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

    @PostMapping(path = "/api/history", consumes = "text/csv")
    History.Imported add(@RequestBody String csv, Principal by) {
        return history.add(csv, by.getName());
    }
}
