package dev.helpline.chat.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the files from a folder of the class path that no server publishes by itself, and gives each a name with its hash. Where a file
 * names another one, as {@code "./name"} or {@code "./helpline/name"}, the public name is put in its place.
 */
final class WebFiles {
    /** All files; each stands behind those that it names. */
    static final List<String> NAMES = List.of(
            "tokens.css",
            "chat.css",
            "shop.css",
            "text-ar.js",
            "text-de.js",
            "text-en.js",
            "text-es.js",
            "text-fr.js",
            "text-hi.js",
            "texts.js",
            "dom.js",
            "api.js",
            "feed.js",
            "entries.js",
            "outbox.js",
            "conversation.js",
            "message-list.js",
            "forms.js",
            "compose.css",
            "compose-text-ar.js",
            "compose-text-de.js",
            "compose-text-en.js",
            "compose-text-es.js",
            "compose-text-fr.js",
            "compose-text-hi.js",
            "compose-texts.js",
            "compose.js",
            "uploads.js",
            "sound.js",
            "widget-extras.js",
            "widget.js",
            "shop.html",
            "desk.css",
            "desk-page.css",
            "desk-text-ar.js",
            "desk-text-de.js",
            "desk-text-en.js",
            "desk-text-es.js",
            "desk-text-fr.js",
            "desk-text-hi.js",
            "desk-texts.js",
            "desk-drafts.js",
            "desk-feed.js",
            "desk-session.js",
            "desk-state.js",
            "desk-filters.js",
            "desk-list.js",
            "desk-macros.js",
            "desk-messages.js",
            "desk-composer.js",
            "desk-details.js",
            "desk-dialogs.js",
            "desk-alerts.js",
            "page-parts.js",
            "desk-audit.js",
            "desk-pages.js",
            "figures.css",
            "figures-text-ar.js",
            "figures-text-de.js",
            "figures-text-en.js",
            "figures-text-es.js",
            "figures-text-fr.js",
            "figures-text-hi.js",
            "figures-texts.js",
            "figures-address.js",
            "figures-sessions.js",
            "figures-board.js",
            "figures.js",
            "desk.js",
            "desk.html");

    /** Pages of hosts name these, so their names do not change. */
    private static final Set<String> FIXED = Set.of("widget.js", "shop.html", "desk.js", "desk.html");

    private WebFiles() {}

    /** Returns all files by public name. */
    static Map<String, WebFile> load() {
        Map<String, String> publicNames = new LinkedHashMap<>();
        Map<String, WebFile> files = new LinkedHashMap<>();
        for (String name : NAMES) {
            String text = Compaction.of(name, withPublicNames(read(name), publicNames));
            WebFile file = new WebFile(name, text, !FIXED.contains(name));
            publicNames.put(name, file.publicName(name));
            files.put(file.publicName(name), file);
        }
        return Map.copyOf(files);
    }

    private static String withPublicNames(String text, Map<String, String> publicNames) {
        String named = text;
        for (Map.Entry<String, String> name : publicNames.entrySet()) {
            named = named.replace("\"./" + name.getKey() + '"', "\"./" + name.getValue() + '"')
                    .replace("\"./helpline/" + name.getKey() + '"', "\"./helpline/" + name.getValue() + '"');
        }
        return named;
    }

    private static String read(String name) {
        try (InputStream in = WebFiles.class.getResourceAsStream("files/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the file " + name + " is missing in the jar of chat-web");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
