// Names the engine's main package, so that `go mod tidy` keeps exactly what its build needs.

//go:build tools

package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
