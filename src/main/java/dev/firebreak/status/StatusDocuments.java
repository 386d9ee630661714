package dev.firebreak.status;

import dev.firebreak.status.StatusHtml.Links;
import dev.firebreak.status.subscriber.Subscriptions;
import dev.firebreak.text.Hash;
import dev.firebreak.web.PublicAddress;
import org.springframework.stereotype.Service;

/** Writes the page in all its forms. */
@Service
class StatusDocuments {

    /**
     * The page in all its forms.
     *
     * @param html with links into this site
     * @param exported the same with links to the files beside it
     * @param tag changes with the page
     */
    record Documents(String html, String exported, String json, String atom, String tag) {}

    private final StatusHtml html = new StatusHtml();
    private final StatusAtom atom;
    private final PublicAddress address;
    private final Subscriptions subscriptions;

    StatusDocuments(PublicAddress address, Subscriptions subscriptions) {
        this.atom = new StatusAtom(address);
        this.address = address;
        this.subscriptions = subscriptions;
    }

    Documents of(StatusPage status) {
        var offered = subscriptions.areOffered();
        var here = html.write(
                status,
                new Links(
                        "/css/status.css", "/status.atom", "/status.json", offered ? "/status/subscribe" : null, null));
        var exported = html.write(
                status,
                new Links(
                        "status.css",
                        "status.atom",
                        "status.json",
                        null,
                        offered ? address.at("/status") + "#subscribe" : null));
        return new Documents(
                here,
                exported,
                StatusJson.write(status),
                atom.write(status),
                Hash.sha256(here).substring(0, 16));
    }
}
