/**
 * Members-only incidents in the engine (ADR 16, ADR 33): the processes of such an incident carry its id as tenant, and a
 * person has the tenants of the incidents of which they are a member. The engine then checks each query and each command.
 */
package dev.firebreak.engine.members;
