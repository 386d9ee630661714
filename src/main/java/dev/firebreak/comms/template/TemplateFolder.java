package dev.firebreak.comms.template;

import dev.firebreak.comms.message.PlaceholderUnresolved;
import dev.firebreak.comms.message.TemplateTexts;
import dev.firebreak.reload.PreparedReload;
import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.reload.ReloadUnit;
import dev.firebreak.reload.UnitFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * The site's own templates. They come into force as a whole, and only if each can be filled: a text that names what its
 * readers don't get, such as the commander in a message to customers, is refused with its file (ADR 51).
 */
@Component
class TemplateFolder implements ReloadUnit {

    private static final int MOST = 20_000;

    private final Path folder;
    private final TemplateTexts texts;
    private final MessagePreviews previews;
    private volatile UnitFiles inForce;

    TemplateFolder(TemplateSettings settings, TemplateTexts texts, MessagePreviews previews) {
        this.folder = settings.templatesDir();
        this.texts = texts;
        this.previews = previews;
        this.inForce = new UnitFiles(folder == null ? "none" : folder.toString(), new TreeMap<>());
        var files = read();
        prepare(files).swap().run();
    }

    @Override
    public String name() {
        return "templates";
    }

    @Override
    public UnitFiles inForce() {
        return inForce;
    }

    @Override
    public UnitFiles read() {
        if (folder == null) {
            return inForce;
        }
        var files = new TreeMap<String, byte[]>();
        for (var name : MessagePreviews.NAMES) {
            var file = folder.resolve(name);
            if (Files.exists(file)) {
                files.put(name, UnitFiles.read(file, MOST));
            }
        }
        return new UnitFiles(folder.toString(), files);
    }

    @Override
    public PreparedReload prepare(UnitFiles files) {
        var next = new HashMap<String, String>();
        var errors = new ArrayList<String>();
        for (var name : files.files().keySet()) {
            var text = files.text(name).replace("\r\n", "\n");
            next.put(name, text);
            try {
                previews.rendered(name, text);
            } catch (PlaceholderUnresolved e) {
                errors.add(folder.resolve(name) + ":1:1 " + e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw new ReloadRefused(errors);
        }
        return new PreparedReload(changes(files, next), () -> {
            texts.replace(next);
            inForce = files;
        });
    }

    private List<String> changes(UnitFiles files, Map<String, String> next) {
        return MessagePreviews.NAMES.stream()
                .filter(name -> inForce.files().containsKey(name) != next.containsKey(name)
                        || next.containsKey(name) && !inForce.text(name).equals(files.text(name)))
                .map(name -> "template " + name + (next.containsKey(name) ? " changed" : " is the shipped one again"))
                .toList();
    }
}
