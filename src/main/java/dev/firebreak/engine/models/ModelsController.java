package dev.firebreak.engine.models;

import dev.firebreak.engine.models.reload.LastReload;
import dev.firebreak.engine.models.reload.ReloadResult;
import java.security.Principal;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a modeler deploy edited files without a restart. */
@RestController
class ModelsController {

    private final ModelDeployer deployer;
    private final LastReload last;

    ModelsController(ModelDeployer deployer, LastReload last) {
        this.deployer = deployer;
        this.last = last;
    }

    @PostMapping("/api/models/reload")
    ReloadResult reload(Principal by) {
        var result = deployer.reload(by.getName());
        last.record(result, by.getName());
        if (!result.refused().isEmpty()) {
            throw new ReloadRefused(result);
        }
        return result;
    }

    /** A reload found files that can't be deployed: 422 with the files, elements and reasons. Nothing changed. */
    static class ReloadRefused extends ErrorResponseException {

        private static final long serialVersionUID = 1L;

        ReloadRefused(ReloadResult result) {
            super(HttpStatus.UNPROCESSABLE_ENTITY);
            setTitle("Models refused");
            setDetail("Nothing was deployed, and what was in force stays in force. "
                    + result.refused().stream()
                            .map(file -> file.file() + ": " + file.reasons().get(0))
                            .collect(Collectors.joining("; ")));
            getBody().setProperty("deployed", result.deployed());
            getBody().setProperty("refused", result.refused());
        }
    }
}
