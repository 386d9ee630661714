/** Post-mortems: the draft from the incident's record, the text that people write, and action items. */
@ApplicationModule(
        allowedDependencies = {
            "lifecycle",
            "lifecycle :: variables",
            "engine",
            "incident",
            "incident :: evidence",
            "catalog",
            "access",
            "runbook :: view",
            "comms :: channel",
            "comms :: delivery",
            "comms :: message",
            "text",
            "text :: yaml",
            "web",
            "web :: client",
            "database"
        })
package dev.firebreak.postmortem;

import org.springframework.modulith.ApplicationModule;
