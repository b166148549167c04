// Tells the style sheet that scripts run; without them every page works all the same.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
