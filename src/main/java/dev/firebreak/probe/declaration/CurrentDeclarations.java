package dev.firebreak.probe.declaration;

import dev.firebreak.engine.StartupRefused;
import dev.firebreak.reload.PreparedReload;
import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.reload.ReloadUnit;
import dev.firebreak.reload.UnitFiles;
import dev.firebreak.text.yaml.YamlInvalid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** What is declared. A mistake refuses the start; later it keeps all declarations as they were. */
@Component
public class CurrentDeclarations implements ReloadUnit {

    private final DeclarationFolder folder;
    private volatile Loaded loaded;

    private record Loaded(UnitFiles files, Declarations declarations) {}

    CurrentDeclarations(DeclarationFolder folder) {
        this.folder = folder;
        try {
            var files = folder.files();
            loaded = new Loaded(files, folder.read(files));
        } catch (YamlInvalid | ReloadRefused e) {
            throw new StartupRefused(e.getMessage());
        }
    }

    /** Ask each time: they may change. */
    public Declarations get() {
        return loaded.declarations();
    }

    @Override
    public String name() {
        return "probes";
    }

    @Override
    public UnitFiles inForce() {
        return loaded.files();
    }

    /** A folder that is gone, or not mounted yet, is an error: what checked everything would check nothing. */
    @Override
    public UnitFiles read() {
        var files = folder.files();
        if (files.files().isEmpty() && !inForce().files().isEmpty()) {
            throw new ReloadRefused(
                    List.of(files.location() + ":1:1 the folder is gone or empty, and it declared probes"));
        }
        return files;
    }

    @Override
    public PreparedReload prepare(UnitFiles files) {
        try {
            var next = new Loaded(files, folder.read(files));
            return new PreparedReload(changes(files), () -> loaded = next);
        } catch (YamlInvalid e) {
            throw new ReloadRefused(List.of(e.getMessage().split("\n")));
        }
    }

    private List<String> changes(UnitFiles after) {
        var before = inForce().files();
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.files().keySet());
        var changes = new ArrayList<String>();
        for (var name : names) {
            if (!after.files().containsKey(name)) {
                changes.add(name + " removed");
            } else if (!Arrays.equals(before.get(name), after.files().get(name))) {
                changes.add(name + (before.containsKey(name) ? " changed" : " added"));
            }
        }
        return changes;
    }
}
