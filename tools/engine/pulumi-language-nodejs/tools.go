// Names the language host's main package, so that `go mod tidy` keeps exactly what its build needs.

//go:build tools

package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
