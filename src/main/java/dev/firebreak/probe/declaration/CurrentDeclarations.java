package dev.firebreak.probe.declaration;

import dev.firebreak.engine.StartupRefused;
import dev.firebreak.text.yaml.YamlInvalid;
import org.springframework.stereotype.Component;

/** What is declared. The files are read once, at the start, where a mistake refuses the start. */
@Component
public class CurrentDeclarations {

    private final DeclarationFolder folder;
    private volatile Declarations current;

    CurrentDeclarations(DeclarationFolder folder) {
        this.folder = folder;
        try {
            current = folder.read();
        } catch (YamlInvalid e) {
            throw new StartupRefused(e.getMessage());
        }
    }

    public Declarations get() {
        return current;
    }

    /**
     * Reads the files again; only tests do. Throws {@link YamlInvalid} and leaves everything as it was if there is a
     * mistake.
     */
    public void reload() {
        current = folder.read();
    }
}
