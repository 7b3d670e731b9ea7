package import Model
package import RPM

/// Builds several recipes for several bases, one image after the other; what they share is loaded once.
package struct BuildRun: Sendable {
    /// What came of one image.
    package enum Outcome: Sendable {
        case built(BuildReport)
        case failed(BuildFailure)
    }

    private let builders: [ImageBuilder]

    /// Makes a run over all pairs of a base and a recipe, base by base.
    ///
    /// The environment is asked for proxies only.
    package init(
        recipes: [RecipeFolder],
        bases: [Base],
        options: BuildOptions,
        builder: String,
        environment: [String: String],
        progress: @escaping ProgressHandler
    ) {
        let indexes = SharedIndexes()
        builders = bases.flatMap { base in
            recipes.map { recipe in
                ImageBuilder(
                    recipe: recipe,
                    base: base,
                    options: options,
                    builder: builder,
                    environment: environment,
                    progress: progress,
                    indexes: indexes
                )
            }
        }
    }

    /// Builds them all; one that fails does not stop the others, and the closure learns of each when it is done.
    ///
    /// Throws: `CancellationError` only.
    package func build(_ finished: (Outcome) -> Void) async throws {
        for builder in builders {
            do {
                finished(.built(try await builder.build()))
            } catch let error as CancellationError {
                throw error
            } catch {
                let recipe = builder.recipe.recipe.name
                finished(
                    .failed(BuildFailure(recipe: recipe, base: builder.base.name, cause: error))
                )
            }
        }
    }

    /// Chooses the packages of each, and builds nothing.
    ///
    /// Throws: the first failure.
    package func plans() async throws -> [(recipe: Recipe, base: String, plan: PackagePlan)] {
        var plans: [(recipe: Recipe, base: String, plan: PackagePlan)] = []
        for builder in builders {
            plans.append((builder.recipe.recipe, builder.base.name, try await builder.plan()))
        }
        return plans
    }
}

/// Why one image of several was not built.
package struct BuildFailure: Diagnosable {
    package let recipe: ExtensionName
    package let base: String
    package let cause: (any Error)?

    package var description: String { "'\(recipe)' cannot be built for '\(base)'" }
}
