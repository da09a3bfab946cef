/* Starts Swagger UI over this service's own description; a file of its own, since the policy allows no inline script. */
"use strict";
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
  validatorUrl: null,
});
