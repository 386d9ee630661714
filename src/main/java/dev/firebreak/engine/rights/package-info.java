/** What a person may do through the engine's REST API and webapps, beyond the engine's own authorizations. */
package dev.firebreak.engine.rights;
