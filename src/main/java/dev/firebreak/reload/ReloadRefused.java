package dev.firebreak.reload;

import java.util.List;

/** The files of a unit can't come into force; what was in force stays. */
public class ReloadRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> errors;

    /** @param errors each names file, line, column and reason: {@code catalog.yaml:14:7 rotas.primary: has no people} */
    public ReloadRefused(List<String> errors) {
        super(String.join("; ", errors));
        this.errors = List.copyOf(errors);
    }

    public List<String> errors() {
        return errors;
    }
}
