package dev.firebreak.engine.models.reload;

import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A reload found files that can't be deployed: 422 with the files, elements and reasons. Nothing changed. */
public class ModelsRefused extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    ModelsRefused(ReloadResult result) {
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
